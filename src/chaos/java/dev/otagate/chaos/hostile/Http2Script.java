package dev.otagate.chaos.hostile;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** What a hostile client of HTTP/2 sends: a beginning, then frames without an end. */
abstract class Http2Script implements Script {
    /** Counted when the gateway has sent its settings. */
    static final String ACCEPTED = "HTTP/2";

    private static final int PAUSE_MS = 5;

    private final Deque<byte[]> outgoing = new ArrayDeque<>();
    private Consumer<String> events = event -> {};
    private ByteBuffer frames = ByteBuffer.allocate(0);
    private long credit = Http2Frames.WINDOW;

    private Http2Script() {
        outgoing.add(Http2Frames.preface());
    }

    /** Bodies that never end, as much of them as flow control allows. */
    static Script bodies(int streams) {
        return new Http2Script() {
            private final int[] sent = new int[streams];
            private int opened;

            @Override
            byte[] more() {
                if (opened < streams) {
                    return Http2Frames.headers(Http2Frames.END_HEADERS, 2 * opened++ + 1);
                }
                for (int i = 0; i < streams; i++) {
                    int size = take(Math.min(Http2Frames.FRAME, Http2Frames.WINDOW - sent[i]));
                    if (size > 0) {
                        sent[i] += size;
                        return Http2Frames.data(size, 2 * i + 1);
                    }
                }
                return Http2Frames.ping();
            }
        };
    }

    /** Requests that are reset at once: 50 in each piece. */
    static Script resets() {
        return new Http2Script() {
            private static final int PAIRS = 50;
            private int stream = -1;

            @Override
            byte[] more() {
                byte[][] pairs = new byte[2 * PAIRS][];
                for (int i = 0; i < pairs.length; i += 2) {
                    stream += 2;
                    pairs[i] = Http2Frames.headers(Http2Frames.END_HEADERS | Http2Frames.END_STREAM, stream);
                    pairs[i + 1] = Http2Frames.reset(stream);
                }
                return Http2Frames.join(pairs);
            }
        };
    }

    /** One head in frames without an end. */
    static Script continuations() {
        return new Http2Script() {
            private boolean begun;

            @Override
            byte[] more() {
                byte[] frame = begun ? Http2Frames.continuation(1) : Http2Frames.headers(0, 1);
                begun = true;
                return frame;
            }
        };
    }

    /** The next frames. */
    abstract byte[] more();

    /** Takes so many octets of the connection's flow control at most. */
    final int take(int octets) {
        int taken = (int) Math.min(octets, credit);
        credit -= taken;
        return taken;
    }

    @Override
    public void observe(Consumer<String> observer) {
        events = observer;
    }

    @Override
    public ByteBuffer next() {
        byte[] waiting = outgoing.poll();
        return ByteBuffer.wrap(waiting == null ? more() : waiting);
    }

    @Override
    public long pauseMs() {
        return outgoing.isEmpty() ? PAUSE_MS : 0;
    }

    @Override
    public long received(ByteBuffer octets) {
        frames = ByteBuffer.allocate(frames.remaining() + octets.remaining())
                .put(frames)
                .put(octets)
                .flip();
        while (frames.remaining() >= Http2Frames.HEAD) {
            int start = frames.position();
            int length = frames.getInt(start) >>> 8;
            if (frames.remaining() < Http2Frames.HEAD + length) {
                break;
            }
            received(frames.get(start + 3), frames.get(start + 4), frames.getInt(start + 5));
            frames.position(start + Http2Frames.HEAD + length);
        }
        return -1;
    }

    private void received(int type, int flags, int stream) {
        if (type == Http2Frames.SETTINGS && (flags & Http2Frames.ACK) == 0) {
            events.accept(ACCEPTED);
            outgoing.add(Http2Frames.acknowledged());
        } else if (type == Http2Frames.WINDOW_UPDATE && stream == 0) {
            credit += frames.getInt(frames.position() + Http2Frames.HEAD);
        } else if (type == Http2Frames.HEADERS) {
            events.accept("responses");
        } else if (type == Http2Frames.RST_STREAM) {
            events.accept("streams reset");
        } else if (type == Http2Frames.GOAWAY) {
            events.accept("GOAWAY " + frames.getInt(frames.position() + Http2Frames.HEAD + 4));
        }
    }
}
