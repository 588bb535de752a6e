package dev.otagate.chaos.hostile;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What one hostile connection sends. Used by one thread. */
interface Script {
    /** The next octets to send; {@code null} if there are no more and the connection is held open. */
    ByteBuffer next();

    /** Milliseconds to wait between two pieces. */
    default long pauseMs() {
        return 0;
    }

    /** Whether responses are read. If not, they fill the buffers of the sockets and of the gateway. */
    default boolean reads() {
        return true;
    }

    /** Says who counts what the script sees of the gateway. */
    default void observe(Consumer<String> events) {}

    /** Takes octets that have been read; returns the milliseconds until {@link #next} is to be called, -1 if they do not matter. */
    default long received(ByteBuffer octets) {
        return -1;
    }

    /** Sends the pieces, then holds the connection open. */
    static Script once(byte[]... pieces) {
        Iterator<byte[]> rest = List.of(pieces).iterator();
        return () -> rest.hasNext() ? ByteBuffer.wrap(rest.next()) : null;
    }

    /** Sends what the supplier gives, again and again. */
    static Script forever(Supplier<byte[]> pieces) {
        return () -> ByteBuffer.wrap(pieces.get());
    }

    /** Sends a beginning, then one small piece after each pause. */
    static Script trickle(byte[] beginning, byte[] piece, long pauseMs) {
        return new Script() {
            private boolean begun;

            @Override
            public ByteBuffer next() {
                byte[] octets = begun ? piece : beginning;
                begun = true;
                return ByteBuffer.wrap(octets);
            }

            @Override
            public long pauseMs() {
                return pauseMs;
            }
        };
    }

    /** The same script without reading responses. */
    default Script unread() {
        Script script = this;
        return new Script() {
            @Override
            public ByteBuffer next() {
                return script.next();
            }

            @Override
            public long pauseMs() {
                return script.pauseMs();
            }

            @Override
            public boolean reads() {
                return false;
            }
        };
    }

    /** The same script with a pause between pieces. */
    default Script every(long millis) {
        Script script = this;
        return new Script() {
            @Override
            public ByteBuffer next() {
                return script.next();
            }

            @Override
            public long pauseMs() {
                return millis;
            }

            @Override
            public boolean reads() {
                return script.reads();
            }
        };
    }
}
