package dev.otagate.support;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** An HTTP/2 connection over TLS that sends the frames it is given, and never acknowledges settings. */
public final class RawHttp2 implements AutoCloseable {
    public static final int REFUSED_STREAM = 7;
    private static final int TIMEOUT_MS = 10_000;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    // Of the static table: the method, https, and the path /.
    private static final byte[] GET = {(byte) 0x82, (byte) 0x87, (byte) 0x84};
    private static final byte[] POST = {(byte) 0x83, (byte) 0x87, (byte) 0x84};

    private final SSLSocket socket;
    private final DataInputStream input;

    public record Frame(int type, int flags, int stream, byte[] payload) {
        public boolean isReset() {
            return type == RST_STREAM;
        }

        public boolean endsStream() {
            return (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0;
        }

        public int errorCode() {
            return ByteBuffer.wrap(payload).getInt();
        }
    }

    public RawHttp2(int port, TestCertificate certificate) {
        try {
            socket = (SSLSocket)
                    trusting(certificate).getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2"});
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(TIMEOUT_MS);
            socket.startHandshake();
            input = new DataInputStream(socket.getInputStream());
            socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            send(SETTINGS, 0, 0, new byte[0]);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SSLContext trusting(TestCertificate certificate) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (var pem = Files.newInputStream(certificate.certificate())) {
            trusted.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** A whole request. */
    public void get(int stream) {
        send(HEADERS, END_HEADERS | END_STREAM, stream, head(GET));
    }

    /** A request with a body that has begun. */
    public void beginPost(int stream, int bodyBytes) {
        send(HEADERS, END_HEADERS, stream, head(POST));
        send(DATA, 0, stream, "x".repeat(bodyBytes).getBytes(StandardCharsets.US_ASCII));
    }

    /** A whole request without a body, whose fields are sent to the letter. */
    public void request(int stream, Map<String, String> fields) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        fields.forEach((name, value) -> {
            head.write(0);
            writeText(head, name);
            writeText(head, value);
        });
        send(HEADERS, END_HEADERS | END_STREAM, stream, head.toByteArray());
    }

    // RFC 7541, 5.1 and 5.2: the length with a prefix of seven bits.
    private static void writeText(ByteArrayOutputStream head, String text) {
        int length = text.length();
        head.write(Math.min(length, 127));
        for (int rest = length - 127; rest >= 0; rest = rest < 128 ? -1 : rest >> 7) {
            head.write(rest < 128 ? rest : rest & 127 | 128);
        }
        head.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The body of the next response. */
    public String body() {
        StringBuilder body = new StringBuilder();
        Frame frame;
        do {
            frame = frame();
            body.append(frame.type() == DATA ? new String(frame.payload(), StandardCharsets.UTF_8) : "");
        } while (!frame.endsStream());
        return body.toString();
    }

    /** Aborts a stream. */
    public void reset(int stream) {
        send(RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
    }

    private static byte[] head(byte[] fields) {
        byte[] authority = "127.0.0.1".getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.writeBytes(fields);
        head.write(1);
        head.write(authority.length);
        head.writeBytes(authority);
        return head.toByteArray();
    }

    private void send(int type, int flags, int stream, byte[] payload) {
        try {
            socket.getOutputStream()
                    .write(ByteBuffer.allocate(9 + payload.length)
                            .putInt(payload.length << 8 | type)
                            .put((byte) flags)
                            .putInt(stream)
                            .put(payload)
                            .array());
        } catch (IOException e) {
            // Closed by the gateway, which the reader sees.
        }
    }

    /** The next frame; {@code null} at the end of the connection. */
    public Frame frame() {
        try {
            int start = input.readInt();
            int flags = input.readUnsignedByte();
            int stream = input.readInt();
            byte[] payload = new byte[start >>> 8];
            input.readFully(payload);
            return new Frame(start & 0xff, flags, stream, payload);
        } catch (EOFException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
