package dev.otagate.transfer;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * A complete HTTP response.
 *
 * @param retryAfter the header Retry-After
 */
record HttpReply(int status, Optional<String> retryAfter, Buffer body) {}
