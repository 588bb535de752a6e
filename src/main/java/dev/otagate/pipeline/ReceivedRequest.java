package dev.otagate.pipeline;

import io.vertx.core.buffer.Buffer;

/**
 * A request that has arrived as a whole.
 *
 * @param body empty if there is none
 * @param arrivedNanos the {@link System#nanoTime} at which its last octet arrived
 */
record ReceivedRequest(Buffer body, long arrivedNanos) {
    static ReceivedRequest now(Buffer body) {
        return new ReceivedRequest(body, System.nanoTime());
    }
}
