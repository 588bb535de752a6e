package dev.otagate.answer;

import io.vertx.core.buffer.Buffer;

/** An answer's body and the value of its header {@code Content-Type}. */
public record EncodedAnswer(String contentType, Buffer body) {}
