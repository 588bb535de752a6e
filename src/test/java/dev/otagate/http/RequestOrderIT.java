package dev.otagate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.otagate.support.Crowd;
import dev.otagate.support.RawConnection;
import dev.otagate.support.RawConnection.Response;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestOrderIT extends HttpTest {
    private static final String JUNK = "GET /?Action=junk HTTP/1.1\r\nHost: x\r\n\r\n";

    @Test
    void aClientThatHalfClosesGetsItsResponse() {
        try (RawConnection connection = new RawConnection(gateway.port())) {
            Response response = connection.send(request(create())).halfClose().response();

            assertThat(response.body()).contains("\"success\":true");
            assertThat(connection.isClosedByServer()).isTrue();
        }
    }

    @Test
    void aClientThatHalfClosesGetsTheResponsesToAllThatItPipelined() {
        try (RawConnection connection = new RawConnection(gateway.port())) {
            connection
                    .send(request(create()) + JUNK.repeat(200) + request(create()))
                    .halfClose();

            assertThat(connection.response().body()).contains("\"success\":true");
            for (int i = 0; i < 200; i++) {
                assertThat(connection.response().code()).startsWith("Missing");
            }
            assertThat(connection.response().body()).contains("\"success\":true");
            assertThat(connection.isClosedByServer()).isTrue();
        }
    }

    @Test
    void aClientThatHalfClosesInsideARequestIsClosed() {
        for (String part : new String[] {"", "GET", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\na"}) {
            try (RawConnection connection = new RawConnection(gateway.port())) {
                assertThat(connection.send(part).halfClose().isClosedByServer()).isTrue();
            }
        }
    }

    @Test
    void unverifiedPipelinedRequestsGetTheirResponsesInOrder() {
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            requests.append("GET /?Action=a&Action" + i + "=%zz HTTP/1.1\r\nHost: x\r\n\r\n");
        }
        try (RawConnection connection = new RawConnection(gateway.port())) {
            connection.send(requests.toString());
            for (int i = 0; i < 100; i++) {
                assertThat(connection.response().body()).contains("\\\"Action" + i + "\\\"");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1\r\nConnection: close\r\n", "HTTP/1.0\r\n"})
    void nothingBehindTheLastRequestIsServed(String end) {
        String query = create();
        String behind = create();
        try (RawConnection connection = new RawConnection(gateway.port())) {
            connection.send("GET /?" + query + " " + end + "Host: x\r\n\r\n" + request(behind) + JUNK.repeat(2_000));

            assertThat(connection.response().body()).contains("\"success\":true");
            assertThat(connection.isClosedByServer()).isTrue();
        }
        try (RawConnection connection = new RawConnection(gateway.port())) {
            assertThat(connection.get(behind).body()).contains("\"success\":true");
        }
    }

    @Test
    void nothingBehindAnInvalidRequestIsServedAndItsResponseArrives() {
        String behind = create();
        try (RawConnection connection = new RawConnection(gateway.port())) {
            connection.send("nonsense\r\n\r\n" + request(behind) + JUNK.repeat(2_000));

            assertThat(connection.response().status()).isEqualTo(400);
            assertThat(connection.isClosedByServer()).isTrue();
        }
        try (RawConnection connection = new RawConnection(gateway.port())) {
            assertThat(connection.get(behind).body()).contains("\"success\":true");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"})
    void whatArrivesAfterTheLastResponseIsReadUpToABound(String request) {
        try (RawConnection connection = new RawConnection(gateway.port())) {
            connection.send(request).response();
            for (int i = 0; i < 10; i++) {
                connection.send("x".repeat(20_000));
                // A connection that was closed resets what comes later.
                await().pollDelay(Duration.ofMillis(20)).until(() -> true);
            }
            assertThat(connection.halfClose().isClosedByServer()).isTrue();
        }
        try (RawConnection connection = new RawConnection(gateway.port())) {
            connection.send(request).response();

            assertThatThrownBy(() -> {
                        while (true) {
                            connection.send("x".repeat(20_000));
                        }
                    })
                    .isInstanceOf(UncheckedIOException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.2, Action=x, '{\"code\":\"UnsupportedHTTPVersion\"'",
        "HTTP/2.0, Version=2018-01-20&Format=JSON, '\"Code\":\"UnsupportedHTTPVersion\"'",
        "HTTP/9.9, Version=2018-01-20, '<Error>'",
        "HTSP/1.1, Action=x, '{\"code\":\"UnsupportedHTTPVersion\"'",
        "H[TTP/1.1, Action=x, '{\"code\":\"UnsupportedHTTPVersion\"'"
    })
    void anUnknownVersionGetsAResponseInTheClientsDialect(String version, String query, String body) {
        try (RawConnection connection = new RawConnection(gateway.port())) {
            Response response = connection
                    .send("GET /?" + query + " " + version + "\r\nHost: x\r\n\r\n")
                    .response();

            assertThat(response.head()).startsWith("HTTP/1.1 505 ");
            assertThat(response.body()).contains(body);
        }
    }

    @Test
    void aCleartextUpgradeIsNotOffered() {
        String upgrade = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAA\r\n"
                + "Expect: 100-continue\r\n";
        try (RawConnection connection = new RawConnection(gateway.port())) {
            connection.send("POST / HTTP/1.1\r\nHost: x\r\n" + upgrade + "Content-Length: 3\r\n\r\n");
            assertThat(connection.head()).startsWith("HTTP/1.1 100");

            assertThat(connection.send("a=b").response().code()).isEqualTo("MissingAction");
        }
        try (RawConnection connection = new RawConnection(gateway.port())) {
            assertThat(connection
                            .send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
                            .response()
                            .status())
                    .isEqualTo(505);
        }
    }

    @Test
    void everyConnectionOfAWaveIsServed() {
        try (Crowd wave = Crowd.of(MAX_CONNECTIONS - 4, gateway.port())) {
            wave.send("GET /?Action=junk HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertServesNewClients();

            await().until(() -> wave.open() == 0);
        }
    }

    @Test
    void aHeadMayArriveInPieces() {
        String head = "\r\n\r\n" + request(create());
        try (RawConnection connection = new RawConnection(gateway.port())) {
            head.chars().forEach(octet -> connection.send(Character.toString(octet)));

            assertThat(connection.response().body()).contains("\"success\":true");
        }
    }

    private static String request(String query) {
        return "GET /?" + query + " HTTP/1.1\r\nHost: x\r\n\r\n";
    }
}
