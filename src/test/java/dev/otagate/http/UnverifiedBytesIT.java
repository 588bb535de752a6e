package dev.otagate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otagate.support.Crowd;
import dev.otagate.support.RawConnection;
import dev.otagate.support.SameOnEveryJdk;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SameOnEveryJdk
class UnverifiedBytesIT extends HttpTest {
    private static final String BATCH =
            "POST /?Action=BatchCreateOTAModule HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n";

    @Override
    Map<String, String> settings() {
        return Map.of("OTAGATE_HTTP_MAX_CONNECTIONS", "1000", "OTAGATE_HTTP_BODY_TIMEOUT_MS", "60000");
    }

    @AfterEach
    void everythingIsReleased() {
        await().untilAsserted(() -> assertThat(meter("otagate_connections")).isZero());
        assertThat(meter("otagate_unverified_bytes")).isZero();
    }

    @Test
    void unfinishedBodiesStayWithinTheBudget() {
        String body = "Modules=" + "x".repeat(60_000);
        try (Crowd crowd = Crowd.of(60, gateway.port())) {
            crowd.send(BATCH + "Content-Length: 60009\r\n\r\n" + body);
            await().until(() -> crowd.open() < 40);

            assertHoldsNoMoreThanTheBudget();
            assertServesNewClients();
        }
    }

    @Test
    void unfinishedBodiesInChunksStayWithinTheBudget() {
        String chunk = "ea60\r\n" + "x".repeat(60_000) + "\r\n";
        try (Crowd crowd = Crowd.of(60, gateway.port())) {
            crowd.send(BATCH + "Transfer-Encoding: chunked\r\n\r\n" + chunk);
            await().until(() -> crowd.open() < 40);

            assertHoldsNoMoreThanTheBudget();
            assertServesNewClients();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\n", "GET /?", ""})
    void unfinishedHeadsStayWithinTheBudget(String start) {
        String rest = start.endsWith("\r\n") ? "a:b\r\n".repeat(90) : "x=".repeat(2_000);
        try (Crowd crowd = Crowd.of(700, gateway.port())) {
            crowd.send(start + rest);
            await().until(() -> crowd.open() < 650);

            assertHoldsNoMoreThanTheBudget();
            assertServesNewClients();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\na=b",
                "PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\na=b"
            })
    void pipelinedRequestsAndUnreadResponsesStayWithinTheBudget(String request) {
        String requests = request.repeat(65_536 / request.length());
        try (Crowd crowd = Crowd.of(100, gateway.port())) {
            crowd.send(requests);
            for (int i = 0; i < 5; i++) {
                assertServesNewClients();
                assertThat(meter("otagate_unverified_bytes")).isLessThanOrEqualTo(MAX_UNVERIFIED_BYTES);
            }
        }
    }

    private void assertHoldsNoMoreThanTheBudget() {
        await().untilAsserted(() ->
                assertThat(meter("otagate_unverified_bytes")).isBetween(1.0, (double) MAX_UNVERIFIED_BYTES));
    }

    @Test
    void trailersAreBounded() {
        try (RawConnection connection = new RawConnection(gateway.port())) {
            connection.send(BATCH + "Transfer-Encoding: chunked\r\n\r\n0\r\n" + "a:b\r\n".repeat(500));

            assertThat(connection.response().status()).isEqualTo(400);
            assertThat(connection.isClosedByServer()).isTrue();
        }
    }

    @Test
    void aVerifiedRequestIsNotCharged() {
        try (RawConnection connection = new RawConnection(gateway.port())) {
            assertCreates(connection);

            assertThat(meter("otagate_unverified_bytes")).isZero();
        }
    }
}
