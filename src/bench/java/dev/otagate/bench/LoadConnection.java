package dev.otagate.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One HTTP/1.1 connection with at most one request under way. */
final class LoadConnection {
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private final byte[] response = new byte[4_096];
    private final ByteBuffer buffer = ByteBuffer.wrap(response);
    private long intendedAt;

    LoadConnection(int port, Selector selector) throws IOException {
        channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** @param intended when the request should have been sent; its latency counts from there */
    void send(ByteBuffer request, long intended) throws IOException {
        intendedAt = intended;
        buffer.clear();
        channel.write(request);
        if (request.hasRemaining()) {
            throw new IOException("The socket's buffer is full with one request");
        }
    }

    long intendedAt() {
        return intendedAt;
    }

    /** Reads what is there, and says whether the response is complete. */
    boolean read() throws IOException {
        if (channel.read(buffer) < 0) {
            throw new EOFException("The gateway closed a connection");
        }
        int length = buffer.position();
        int body = bodyStart(length);
        return body > 0 && length - body >= contentLength(body);
    }

    /** Whether the complete response has these bytes. */
    boolean contains(byte[] wanted) {
        // What decides stands at the end of a response, as a rule.
        for (int i = buffer.position() - wanted.length; i >= 0; i--) {
            if (matches(i, wanted)) {
                return true;
            }
        }
        return false;
    }

    /** The status line and body's code, for a response that was not expected. */
    String code() {
        String text = new String(response, 0, buffer.position(), StandardCharsets.UTF_8);
        int start = text.indexOf("\"code\":\"");
        String status = text.substring(0, Math.max(0, text.indexOf("\r\n")));
        return start < 0 ? status : text.substring(start + 8, text.indexOf('"', start + 8));
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private int bodyStart(int length) {
        for (int i = 3; i < length; i++) {
            if (response[i] == '\n' && response[i - 1] == '\r' && response[i - 2] == '\n') {
                return i + 1;
            }
        }
        return 0;
    }

    private int contentLength(int end) throws IOException {
        for (int i = 0; i < end; i++) {
            if (response[i] == '\n' && matchesHeader(i + 1)) {
                return number(i + 1 + LENGTH.length);
            }
        }
        throw new IOException("A response without a length");
    }

    private int number(int from) {
        int value = 0;
        for (int i = from; response[i] != '\r'; i++) {
            if (response[i] != ' ') {
                value = value * 10 + response[i] - '0';
            }
        }
        return value;
    }

    private boolean matchesHeader(int at) {
        for (int i = 0; i < LENGTH.length; i++) {
            if ((response[at + i] | (LENGTH[i] & 0x20)) != LENGTH[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean matches(int at, byte[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (response[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
