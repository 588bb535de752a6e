package dev.otagate.response;

import io.vertx.core.buffer.Buffer;

/** A response's body and the value of its header {@code Content-Type}. */
public record EncodedResponse(String contentType, Buffer body) {}
