package dev.otagate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otagate.support.Crowd;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The bounds of a node hold for all of its event loops together, and none of them lets strangers delay others. */
abstract class EventLoopsTest extends HttpTest {
    private static final String JUNK = "GET /?Action=junk HTTP/1.1\r\nHost: x\r\n\r\n";

    abstract int eventLoops();

    @Override
    Map<String, String> settings() {
        return Map.of(
                "OTAGATE_HTTP_EVENT_LOOPS", Integer.toString(eventLoops()), "OTAGATE_HTTP_BODY_TIMEOUT_MS", "60000");
    }

    @Test
    void pipelinedJunkDoesNotDelayOthers() {
        byte[] junk = octets(JUNK.repeat(65_536 / JUNK.length()));
        try (Crowd crowd = Crowd.of(10, gateway.port())) {
            for (int i = 0; i < 3; i++) {
                crowd.sendAll(junk);
                assertServesNewClients();
            }
        }
    }

    @Test
    void unfinishedBodiesStayWithinTheBudgetOfTheNode() {
        String body = "Action=BatchCreateOTAModule&Modules=" + "x".repeat(60_000);
        String head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n";
        try (Crowd crowd = Crowd.of(60, gateway.port())) {
            crowd.sendAll(octets(head + "Content-Length: 61000\r\n\r\n" + body));
            await().until(() -> crowd.open() < 40);

            await().untilAsserted(() ->
                    assertThat(meter("otagate_unverified_bytes")).isBetween(1.0, (double) MAX_UNVERIFIED_BYTES));
            assertServesNewClients();
        }
        await().untilAsserted(
                        () -> assertThat(meter("otagate_unverified_bytes")).isZero());
    }

    @Test
    void connectionsStayWithinTheLimitOfTheNode() {
        try (Crowd crowd = Crowd.of(3 * MAX_CONNECTIONS, gateway.port())) {
            await().until(() -> crowd.open() <= MAX_CONNECTIONS);

            await().untilAsserted(
                            () -> assertThat(meter("otagate_connections")).isBetween(1.0, (double) MAX_CONNECTIONS));
            assertServesNewClients();
        }
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
