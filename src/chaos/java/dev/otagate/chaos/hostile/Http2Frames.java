package dev.otagate.chaos.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Frames of HTTP/2, and the preface of a connection. */
final class Http2Frames {
    static final int HEAD = 9;
    static final int WINDOW = 65_535;
    static final int FRAME = 16_384;
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;
    static final int ACK = 1;
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;

    private static final int CANCEL = 8;

    private Http2Frames() {}

    static byte[] preface() {
        byte[] magic = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        return join(magic, frame(SETTINGS, 0, 0, new byte[0]));
    }

    static byte[] acknowledged() {
        return frame(SETTINGS, ACK, 0, new byte[0]);
    }

    static byte[] ping() {
        return frame(PING, 0, 0, new byte[8]);
    }

    static byte[] data(int octets, int stream) {
        return frame(DATA, 0, stream, "x".repeat(octets).getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] reset(int stream) {
        return frame(
                RST_STREAM, 0, stream, ByteBuffer.allocate(4).putInt(CANCEL).array());
    }

    /** A POST of a form. */
    static byte[] headers(int flags, int stream) {
        // HPACK: three fields of the static table, then two literals with names of that table.
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.write(0x83);
        // The scheme https.
        head.write(0x87);
        head.write(0x84);
        head.write(0x01);
        literal(head, "127.0.0.1");
        head.write(0x0f);
        head.write(0x10);
        literal(head, "application/x-www-form-urlencoded");
        return frame(HEADERS, flags, stream, head.toByteArray());
    }

    /** Many fields of the head of a stream, without its end. */
    static byte[] continuation(int stream) {
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        for (int i = 0; fields.size() < FRAME - 16; i++) {
            fields.write(0x00);
            literal(fields, "a" + i % 10);
            literal(fields, "b");
        }
        return frame(CONTINUATION, 0, stream, fields.toByteArray());
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static void literal(ByteArrayOutputStream target, String text) {
        target.write(text.length());
        target.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(HEAD + payload.length)
                .putInt(payload.length << 8 | type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }
}
