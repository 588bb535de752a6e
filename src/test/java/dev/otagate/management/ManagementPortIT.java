package dev.otagate.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.database.DatabaseAddress;
import dev.otagate.support.RawConnection;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TestPostgres.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManagementPortIT {
    private TestGateway gateway;

    @BeforeAll
    void start(DatabaseAddress database) {
        gateway = TestGateway.start(database, Map.of("OTAGATE_MANAGEMENT_ALLOWED_HOSTS", "metrics.example, gw-1"));
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/health/ready"})
    void showsTheInstanceOfTheProcess(String path) {
        JsonObject live = new JsonObject(
                send("GET " + path + " HTTP/1.1\r\nHost: localhost").body());

        assertThat(live.getString("status")).isEqualTo("UP");
        assertThat(UUID.fromString(live.getString("instanceId"))).isEqualTo(instanceId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/health/ready", "/metrics", "/openapi.json"})
    void respondsToHeadAsToGetWithoutTheBody(String path) {
        try (RawConnection connection = connect()) {
            String head = connection
                    .send("HEAD " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .head();

            assertThat(head).startsWith("HTTP/1.1 200").containsIgnoringCase("content-type: ");
            assertThat(contentLength(head)).isPositive();
            // Nothing of a body may stand before the next response.
            RawConnection.Response next = connection
                    .send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .response();
            assertThat(next.status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/health", "/favicon.ico", "/metrics/x", "/%2e%2e/etc/passwd", "/\"<script>"})
    void rejectsAnUnknownPathInJson(String path) {
        assertError(send("GET " + path + " HTTP/1.1\r\nHost: localhost"), 404, "/health/ready");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"})
    void rejectsAnotherMethodInJson(String method) {
        RawConnection.Response response = send(method + " /metrics HTTP/1.1\r\nHost: localhost");

        assertError(response, 405, "GET, HEAD");
        assertThat(response.head()).containsIgnoringCase("allow: GET, HEAD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:8687",
                "localhost.",
                "127.0.0.1",
                "127.8.8.8:1",
                "[::1]",
                "[::1]:8687",
                "metrics.example:80",
                "GW-1"
            })
    void takesHostsOfTheLoopbackAndOfTheSetting(String host) {
        assertThat(send("GET /health/live HTTP/1.1\r\nHost: " + host).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8687",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "localhost:80@evil.example",
                "10.0.0.1",
                "[2001:db8::1]",
                "[evil]",
                "[::1%lo]",
                "[fe80::1%25eth0]:8687",
                "",
                "metrics.example.evil",
                "localhost, evil.example"
            })
    void rejectsAForeignHost(String host) {
        assertError(send("GET /health/live HTTP/1.1\r\nHost: " + host), 421, "management.allowedHosts");
    }

    @Test
    void rejectsAForeignHostBesideALocalOne() {
        assertError(
                send("GET /metrics HTTP/1.1\r\nHost: localhost\r\nHost: evil.example"), 421, "management.allowedHosts");
    }

    @Test
    void takesRequestsOfHttp10WithoutAHost() {
        assertThat(send("GET /health/ready HTTP/1.0").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Content-Length: 5         | hello
                    Content-Length: 999999999 | h
                    Transfer-Encoding: chunked| 5
                    """)
    void rejectsABodyAndClosesTheConnection(String header, String body) {
        try (RawConnection connection = connect()) {
            connection.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n" + body);

            assertError(connection.response(), 413, "body");
            assertThat(connection.isClosedByServer()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10_000, 1_000_000})
    void rejectsALongHeadInJson(int length) {
        try (RawConnection connection = connect()) {
            connection.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(length));

            assertError(connection.response(), 400, "HTTP");
            assertThat(connection.isClosedByServer()).isTrue();
        }
    }

    @Test
    void readsOnAfterTheLastResponse() {
        try (RawConnection connection = connect()) {
            connection.send("nonsense\r\n\r\n").response();

            assertReadsOn(connection);
        }
        try (RawConnection connection = connect()) {
            connection
                    .send("GET /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999\r\n\r\n")
                    .response();

            assertReadsOn(connection);
        }
    }

    // A server that closed at once would reset the connection at the first of these.
    private static void assertReadsOn(RawConnection connection) {
        for (int i = 0; i < 10; i++) {
            connection.send("x".repeat(20_000));
        }
        assertThat(connection.halfClose().isClosedByServer()).isTrue();
    }

    @Test
    void sendsAClientThatHalfClosesAllItsResponses() {
        String probe = "GET /health/ready HTTP/1.1\r\nHost: localhost\r\n\r\n";
        for (int probes : new int[] {1, 2, 100}) {
            try (RawConnection connection = connect()) {
                connection.send(probe.repeat(probes)).halfClose();

                for (int i = 0; i < probes; i++) {
                    assertThat(connection.response().status()).isEqualTo(200);
                }
                assertThat(connection.isClosedByServer()).isTrue();
            }
        }
    }

    @Test
    void closesAConnectionWhoseClientHasClosedItsSide() {
        try (RawConnection connection = connect()) {
            assertThat(connection.halfClose().isClosedByServer()).isTrue();
        }
        try (RawConnection connection = connect()) {
            connection
                    .send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .response();

            assertThat(connection.halfClose().isClosedByServer()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /metrics HTTP/1.1\r\nHo", "nonsense\r\n\r\n"})
    void rejectsAHeadThatEndsEarly(String head) {
        try (RawConnection connection = connect()) {
            connection.send(head).halfClose();

            assertError(connection.response(), 400, "HTTP");
            assertThat(connection.isClosedByServer()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/2.0",
                "GET /metrics HTTP/1.2",
                "PRI * HTTP/2.0",
                "HEAD /metrics HTTP/3.0",
                "GET /metrics http/1.1"
            })
    void rejectsAnotherVersionOfHttpInJsonAndClosesTheConnection(String line) {
        String next = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
        try (RawConnection connection = connect()) {
            connection.send(line + "\r\nHost: localhost\r\n\r\n" + next);
            if (line.startsWith("HEAD")) {
                assertThat(connection.head()).startsWith("HTTP/1.1 505");
            } else {
                assertError(connection.response(), 505, "HTTP/1.1");
            }

            assertThat(connection.isClosedByServer()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil/health/live",
                "http://evil.example:8687/health/live",
                "https://localhost.evil.example/health/live",
                "HTTP://localhost@evil/health/live",
                "http://evil",
                "http://evil?x=://localhost/",
                "http:///health/live",
                "x=http://evil/health/live"
            })
    void rejectsATargetOfAForeignHost(String target) {
        assertError(send("GET " + target + " HTTP/1.1\r\nHost: localhost"), 421, "management.allowedHosts");
        assertError(send("GET " + target + " HTTP/1.0"), 421, "management.allowedHosts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost/health/live", "HTTP://[::1]:8687/health/live", "http://gw-1/metrics?a=b"})
    void takesATargetOfAnAllowedHost(String target) {
        assertThat(send("GET " + target + " HTTP/1.1\r\nHost: localhost").status())
                .isEqualTo(200);
        assertError(send("GET " + target + " HTTP/1.1\r\nHost: evil"), 421, "management.allowedHosts");
    }

    @Test
    void echoesNothingWithoutABound() {
        String path = "/" + "a".repeat(3_000);

        assertThat(send("GET " + path + " HTTP/1.1\r\nHost: localhost").body()).hasSizeLessThan(400);
        assertThat(send("GET / HTTP/1.1\r\nHost: " + "a".repeat(3_000)).body()).hasSizeLessThan(400);
    }

    @Test
    void givesAProbeAConnectionHoweverManyAreOpen() {
        List<RawConnection> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                idle.add(connect());
            }
            assertThat(send("GET /health/live HTTP/1.1\r\nHost: localhost").status())
                    .isEqualTo(200);
            assertThat(idle.get(0).isClosedByServer()).isTrue();
        } finally {
            idle.forEach(RawConnection::close);
        }
    }

    private UUID instanceId() {
        return UUID.fromString(new JsonObject(
                        send("GET /health/live HTTP/1.1\r\nHost: localhost").body())
                .getString("instanceId"));
    }

    private static void assertError(RawConnection.Response response, int status, String part) {
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.head()).containsIgnoringCase("content-type: application/json");
        assertThat(new JsonObject(response.body()).getString("message")).contains(part);
    }

    private RawConnection.Response send(String head) {
        try (RawConnection connection = connect()) {
            return connection.send(head + "\r\n\r\n").response();
        }
    }

    private RawConnection connect() {
        return new RawConnection(gateway.managementPort());
    }

    private static int contentLength(String head) {
        return head.lines()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).trim()))
                .findFirst()
                .orElseThrow();
    }
}
