package dev.otagate.chaos.hostile;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A blocking HTTP/1.1 connection that reads responses with a length. Not thread-safe. */
final class HonestConnection implements AutoCloseable {
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3}) [^\r\n]*\r\n");
    private static final int MAX_HEAD = 16 * 1024;

    private final Socket socket;
    private final InputStream in;

    HonestConnection(InetSocketAddress target, int timeoutMs) throws IOException {
        this(new Socket(), target, timeoutMs);
    }

    /** A connection to the API, over TLS if the gateway speaks it. */
    static HonestConnection to(Target target, int timeoutMs) throws IOException {
        return target.speaksTls()
                ? new HonestConnection(ClientTls.sockets().createSocket(), target.address(), timeoutMs)
                : new HonestConnection(target.address(), timeoutMs);
    }

    private HonestConnection(Socket socket, InetSocketAddress target, int timeoutMs) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(timeoutMs);
        socket.connect(target, timeoutMs);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** A response; the head without its last empty line. */
    record Response(int status, String head, String body) {
        boolean closes() {
            return head.toLowerCase(Locale.ROOT).contains("\r\nconnection: close");
        }

        /** The value of a text field of a JSON object, empty if there is none. */
        String field(String name) {
            String start = "\"" + name + "\":\"";
            int from = body.indexOf(start);
            return from < 0 ? "" : body.substring(from + start.length(), body.indexOf('"', from + start.length()));
        }
    }

    Response call(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        return response();
    }

    /** Sends requests without waiting for their responses. */
    void send(byte[]... requests) throws IOException {
        for (byte[] request : requests) {
            socket.getOutputStream().write(request);
        }
    }

    /** The next response; one with status 100 has no body. */
    Response response() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException(head.isEmpty() ? "closed before a response" : "closed within a head");
            }
            head.append((char) octet);
            if (head.length() > MAX_HEAD) {
                throw new IOException("the head of a response is too long");
            }
        }
        Matcher line = STATUS_LINE.matcher(head);
        if (!line.lookingAt()) {
            throw new IOException("no status line: " + head.substring(0, head.indexOf("\r\n")));
        }
        int status = Integer.parseInt(line.group(1));
        int length = status == 100 ? 0 : length(head.toString());
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("closed within a body");
        }
        return new Response(status, head.substring(0, head.length() - 4), new String(body, StandardCharsets.UTF_8));
    }

    private static int length(String head) throws IOException {
        return head.toLowerCase(Locale.ROOT)
                .lines()
                .filter(line -> line.startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).trim()))
                .findFirst()
                .orElseThrow(() -> new IOException(
                        "no length after " + head.lines().findFirst().orElse("")));
    }

    @Override
    public void close() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // Nothing depends on it.
        }
    }
}
