package dev.otagate.store;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** Passes immutable values over the event bus of this node by reference; they never cross to another node. */
record LocalCodec<T>(String name) implements MessageCodec<T, T> {
    @Override
    public void encodeToWire(Buffer buffer, T value) {
        throw new UnsupportedOperationException(name + " does not leave its node");
    }

    @Override
    public T decodeFromWire(int position, Buffer buffer) {
        throw new UnsupportedOperationException(name + " does not leave its node");
    }

    @Override
    public T transform(T value) {
        return value;
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }
}
