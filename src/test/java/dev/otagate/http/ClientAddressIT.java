package dev.otagate.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/** The client's address in the log. */
@ExtendWith(TestPostgres.class)
@SameOnEveryJdk
class ClientAddressIT {
    private final Logger log = (Logger) LoggerFactory.getLogger("dev.otagate.request");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        log.setLevel(Level.INFO);
        log.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        log.detachAppender(lines);
        log.setLevel(Level.OFF);
    }

    @Test
    void believesNoHeaderUnlessItIsToldTo(DatabaseAddress database) throws IOException {
        try (TestGateway gateway = TestGateway.start(database)) {
            assertThat(clientOf(gateway, "", "X-Forwarded-For: 198.51.100.7")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void followsTrustedProxiesBackToTheFirstThatIsNone(DatabaseAddress database) throws IOException {
        assertClients(
                database,
                "X-Forwarded-For: 198.51.100.7 | 198.51.100.7",
                "X-Forwarded-For: 203.0.113.9, 198.51.100.7, 10.1.2.3 | 198.51.100.7",
                "X-Forwarded-For: 2001:DB8:0::1 | 2001:db8::1",
                "X-Forwarded-For: 10.0.0.1, 10.0.0.2 | 10.0.0.1",
                "X-Forwarded-For: 198.51.100.7:4711 | 198.51.100.7",
                "X-Forwarded-For: [2001:db8::1]:4711,10.0.0.1:80 | 2001:db8::1",
                "X-Forwarded-For: [2001:db8::1] | 2001:db8::1",
                "X-Forwarded-For: fe80::1%eth0 | fe80::1",
                "X-Forwarded-For: [fe80::1%25eth0]:80 | fe80::1",
                "X-Forwarded-For: ::ffff:10.0.0.1 | 10.0.0.1",
                "X-Forwarded-For: 198.51.100.7, , 10.0.0.1 | 198.51.100.7",
                "X-Forwarded-For: 1.1.1.1\r\nX-Forwarded-For: 198.51.100.7 | 198.51.100.7",
                "X-Forwarded-For: 198.51.100.7, what? | 127.0.0.1",
                "X-Forwarded-For: 198.51.100.7\" code=\"x | 127.0.0.1",
                "X-Forwarded-For: 198.51.100.7:99999999 | 127.0.0.1",
                "X-Forwarded-For: fe80::1%" + "z".repeat(100) + " | 127.0.0.1",
                "X-Forwarded-For: 999.51.100.7 | 127.0.0.1",
                "X-Forwarded-For:  | 127.0.0.1",
                "X-Forwarded-For: 198.51.100.7," + "10.0.0.9,".repeat(1_500) + "10.0.0.2 | 10.0.0.9",
                "X-Forwarded-For: " + "x".repeat(15_000) + " | 127.0.0.1");
    }

    @Test
    void understandsTheStandardHeader(DatabaseAddress database) throws IOException {
        assertClients(
                database,
                "Forwarded: for=198.51.100.7 | 198.51.100.7",
                "Forwarded: proto=https;FOR=\"198.51.100.7:4711\";by=10.0.0.1 | 198.51.100.7",
                "Forwarded: for=1.1.1.1, for=\"[2001:db8::1]:4711\", for=10.0.0.1;host=\"a;b\" | 2001:db8::1",
                "Forwarded: for=1.1.1.1, for=\"[2001:db8::1]:4711\", for=10.0.0.1;host=\"a\" | 2001:db8::1",
                "Forwarded: for=1.1.1.1\r\nForwarded: for=\"[2001:db8::1]\" | 2001:db8::1",
                "Forwarded: for=1.1.1.1, for=_hidden | _hidden",
                "Forwarded: for=\"_hidden:_port\" | _hidden",
                "Forwarded: for=unknown | 127.0.0.1",
                "Forwarded: for=1.1.1.1, by=10.0.0.1 | 127.0.0.1",
                "Forwarded: for=1.1.1.1;for=2.2.2.2 | 127.0.0.1",
                "Forwarded: for=198.51.100.7;host=\"x,for=6.6.6.6\" | 198.51.100.7",
                "Forwarded: for=6.6.6.6, for=198.51.100.7;host=\"a\\\\\" , for=10.0.0.1;host=\"\\\",b;\" | 198.51.100.7",
                "Forwarded: for=\"198\\.51.100.7\\:80\" | 198.51.100.7",
                "Forwarded: for=198.51.100.7; | 198.51.100.7",
                "Forwarded: ;; proto=https; ;for=198.51.100.7 ; | 198.51.100.7",
                "Forwarded: , for=198.51.100.7,, for=10.0.0.1, , | 198.51.100.7",
                "Forwarded: for=6.6.6.6;host=\", for=198.51.100.7;host=\"a\" | 198.51.100.7",
                "Forwarded: for=\"6.6.6.6, for=198.51.100.7 | 198.51.100.7",
                "Forwarded: for=\"6.6.6.6\\, for=\"198.51.100.7\" | 198.51.100.7",
                "Forwarded: for=\"6.6.6.6, for=10.0.0.1 | 10.0.0.1",
                "Forwarded: for=6.6.6.6\", for=10.0.0.1 | 10.0.0.1",
                "Forwarded: for=198.51.100.7;host=a,b, for=10.0.0.1 | 10.0.0.1",
                "Forwarded: for=198.51.100.7 proto=https | 127.0.0.1",
                "Forwarded: for=198.51.100.7;host=\"" + "x,".repeat(300) + "\" | 127.0.0.1",
                "Forwarded: for=198.51.100.7, " + "\"\\".repeat(4_000) + " | 127.0.0.1",
                "Forwarded: for=198.51.100.7;by=" + ",".repeat(8_000) + " | 127.0.0.1",
                "Forwarded: for=\"1.1.1.1\\\"\" | 127.0.0.1",
                "Forwarded: for=_" + "x".repeat(500) + " | 127.0.0.1");
    }

    @Test
    void ignoresHeadersThatContradictEachOther(DatabaseAddress database) throws IOException {
        assertClients(
                database,
                "Forwarded: for=198.51.100.7\r\nX-Forwarded-For: 198.51.100.7 | 198.51.100.7",
                "Forwarded: for=6.6.6.6\r\nX-Forwarded-For: 198.51.100.7 | 127.0.0.1");
    }

    private void assertClients(DatabaseAddress database, String... cases) throws IOException {
        Map<String, String> settings = Map.of("OTAGATE_HTTP_TRUSTED_PROXIES", "127.0.0.1, 10.0.0.0/8");
        try (TestGateway gateway = TestGateway.start(database, settings)) {
            for (String each : cases) {
                int bar = each.lastIndexOf(" | ");
                assertThat(clientOf(gateway, "", each.substring(0, bar)))
                        .as(each.substring(0, Math.min(bar, 120)))
                        .isEqualTo(each.substring(bar + 3));
            }
        }
    }

    @Test
    void doesNotBelieveAPeerThatIsNoTrustedProxy(DatabaseAddress database) throws IOException {
        Map<String, String> settings = Map.of("OTAGATE_HTTP_TRUSTED_PROXIES", "10.0.0.0/8");
        try (TestGateway gateway = TestGateway.start(database, settings)) {
            assertThat(clientOf(gateway, "", "X-Forwarded-For: 198.51.100.7")).isEqualTo("127.0.0.1");
            assertThat(clientOf(gateway, "", "Forwarded: for=198.51.100.7")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void readsTheProxyProtocol(DatabaseAddress database) throws IOException {
        try (TestGateway gateway = TestGateway.start(database, Map.of("OTAGATE_HTTP_PROXY_PROTOCOL", "true"))) {
            assertThat(clientOf(gateway, "PROXY TCP4 198.51.100.7 127.0.0.1 40000 8686\r\n", "X-Any: thing"))
                    .isEqualTo("198.51.100.7");
        }
    }

    private String clientOf(TestGateway gateway, String preface, String header) throws IOException {
        lines.list.clear();
        try (Socket socket = new Socket("127.0.0.1", gateway.port())) {
            socket.setSoTimeout(5_000);
            String request = preface + "GET / HTTP/1.1\r\nHost: gateway\r\n" + header + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("MissingAction");
        }
        Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> !lines.list.isEmpty());
        return lines.list.get(0).getKeyValuePairs().stream()
                .filter(pair -> pair.key.equals("client"))
                .map(pair -> String.valueOf(pair.value))
                .findFirst()
                .orElseThrow();
    }
}
