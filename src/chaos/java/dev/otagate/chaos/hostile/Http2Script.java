package dev.otagate.chaos.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** HTTP/2 by prior knowledge: opens streams with bodies that never end, and sends as much of them as flow control allows. */
final class Http2Script implements Script {
    private static final int WINDOW = 65_535;
    private static final int FRAME = 16_384;
    private static final int HEADERS = 1;
    private static final int DATA = 0;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int WINDOW_UPDATE = 8;
    private static final int END_HEADERS = 4;
    private static final int ACK = 1;
    private static final byte[] FILLER = "x".repeat(FRAME).getBytes(StandardCharsets.US_ASCII);

    private final Deque<byte[]> outgoing = new ArrayDeque<>();
    private final int[] sent;
    private int credit = WINDOW;
    private ByteBuffer frames = ByteBuffer.allocate(0);

    Http2Script(int streams) {
        sent = new int[streams];
        outgoing.add("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        outgoing.add(frame(SETTINGS, 0, 0, new byte[0]));
        for (int i = 0; i < streams; i++) {
            outgoing.add(frame(HEADERS, END_HEADERS, 2 * i + 1, head()));
        }
    }

    @Override
    public ByteBuffer next() {
        byte[] waiting = outgoing.poll();
        return waiting == null ? data() : ByteBuffer.wrap(waiting);
    }

    @Override
    public long pauseMs() {
        return outgoing.isEmpty() ? 20 : 0;
    }

    // One frame of a stream that has room, or a frame without data that keeps the script going.
    private ByteBuffer data() {
        for (int i = 0; i < sent.length; i++) {
            int size = Math.min(FRAME, Math.min(credit, WINDOW - sent[i]));
            if (size > 0) {
                sent[i] += size;
                credit -= size;
                return ByteBuffer.wrap(frame(DATA, 0, 2 * i + 1, java.util.Arrays.copyOf(FILLER, size)));
            }
        }
        return ByteBuffer.wrap(frame(PING, 0, 0, new byte[8]));
    }

    @Override
    public long received(ByteBuffer octets) {
        frames = ByteBuffer.allocate(frames.remaining() + octets.remaining())
                .put(frames)
                .put(octets)
                .flip();
        while (frames.remaining() >= 9) {
            int length = frames.getInt(frames.position()) >>> 8;
            if (frames.remaining() < 9 + length) {
                return -1;
            }
            int type = frames.get(frames.position() + 3);
            int flags = frames.get(frames.position() + 4);
            int stream = frames.getInt(frames.position() + 5);
            if (type == WINDOW_UPDATE && stream == 0) {
                credit += frames.getInt(frames.position() + 9);
            } else if (type == SETTINGS && (flags & ACK) == 0) {
                outgoing.add(frame(SETTINGS, ACK, 0, new byte[0]));
            }
            frames.position(frames.position() + 9 + length);
        }
        return -1;
    }

    // HPACK: three fields of the static table, then two literals with names of that table.
    private static byte[] head() {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.write(0x83);
        head.write(0x86);
        head.write(0x84);
        head.write(0x01);
        literal(head, "127.0.0.1");
        head.write(0x0f);
        head.write(0x10);
        literal(head, "application/x-www-form-urlencoded");
        return head.toByteArray();
    }

    private static void literal(ByteArrayOutputStream target, String text) {
        target.write(text.length());
        target.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .putInt(payload.length << 8 | type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }
}
