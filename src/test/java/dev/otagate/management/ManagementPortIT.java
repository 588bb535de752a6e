package dev.otagate.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.support.RawConnection;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests the management port takes, by path, method and host. */
class ManagementPortIT extends ManagementPortTest {
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

    private UUID instanceId() {
        return UUID.fromString(new JsonObject(
                        send("GET /health/live HTTP/1.1\r\nHost: localhost").body())
                .getString("instanceId"));
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
