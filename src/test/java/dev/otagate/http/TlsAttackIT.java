package dev.otagate.http;

import dev.otagate.support.Crowd;
import dev.otagate.support.RawConnection;
import dev.otagate.support.TestCertificate;
import dev.otagate.support.TlsCrowd;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a heap of 320 MB must hold out over TLS, where each connection takes more. */
class TlsAttackIT extends AttackTest {
    private static final int CONNECTIONS = 300;

    @TempDir
    static Path directory;

    @Override
    Map<String, String> settings() throws Exception {
        TestCertificate certificate = TestCertificate.in(directory);
        return Map.of(
                "OTAGATE_HTTP_TLS_CERTIFICATE", certificate.certificate().toString(),
                "OTAGATE_HTTP_TLS_KEY", certificate.key().toString(),
                "OTAGATE_HTTP_HTTP2", "true");
    }

    @Override
    RawConnection connect() {
        return new RawConnection(TlsCrowd.connect(gateway.port(), "http/1.1"));
    }

    @AfterEach
    void servesAfterwards() {
        assertHonestRequestSucceeds();
    }

    @Test
    void connectionsThatSendNothing() {
        assertServesOthersDuring(Crowd.of(6_000, gateway.port()));
    }

    @Test
    void handshakesWithoutAnEnd() {
        assertServesOthersDuring(Crowd.of(1_000, gateway.port()).send(TlsCrowd.clientHello()));
    }

    @Test
    void handshakeMessagesWithoutAnEnd() {
        String first = "\u0016\u0003\u0001\u0040\u0000\u0001\u0000\u007f\u00f0\u0003\u0003" + "x".repeat(16_378);
        String second = "\u0016\u0003\u0001\u0040\u0000" + "x".repeat(15_000);
        assertServesOthersDuring(Crowd.of(3_000, gateway.port()).send(first + second));
    }

    @Test
    void bodiesWithoutTheirEnd() {
        String form = "Action=BatchCreateOTAModule&" + "x".repeat(60_000);
        byte[] request = octets(FORM + "Content-Length: 262000\r\n\r\n" + form);
        assertServesOthersDuring(
                TlsCrowd.of(CONNECTIONS, gateway.port(), "http/1.1").send(request));
    }

    @Test
    void pipelinedRequestsWhoseResponsesAreUnread() {
        String request = "GET /?Action=CreateOTAModule&ModuleName=a HTTP/1.1\r\nHost: x\r\n\r\n";
        byte[] requests = octets(request.repeat(32_768 / request.length()));
        assertServesOthersDuring(
                TlsCrowd.of(CONNECTIONS, gateway.port(), "http/1.1").send(requests));
    }

    @Test
    void http2StreamsWithUnfinishedBodies() {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        frames.writeBytes(octets("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
        frames.writeBytes(frame(4, 0, 0, new byte[0]));
        for (int stream = 1; stream < 180; stream += 2) {
            frames.writeBytes(frame(1, 4, stream, head()));
            frames.writeBytes(frame(0, 0, stream, new byte[700]));
        }
        assertServesOthersDuring(TlsCrowd.of(40, gateway.port(), "h2").send(frames.toByteArray()));
    }

    // POST, http and "/" by indexes of the static table; then authority and content-type, whose values are literals.
    private static byte[] head() {
        String form = "application/x-www-form-urlencoded";
        return octets("\u0083\u0086\u0084\u0001\u0001x\u000f\u0010" + (char) form.length() + form);
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
