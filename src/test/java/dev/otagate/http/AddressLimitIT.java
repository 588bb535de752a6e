package dev.otagate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otagate.database.DatabaseAddress;
import dev.otagate.support.Crowd;
import dev.otagate.support.TestGateway;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AddressLimitIT extends HttpTest {
    @Override
    Map<String, String> settings() {
        return Map.of("OTAGATE_HTTP_MAX_CONNECTIONS_PER_ADDRESS", "16");
    }

    @Test
    void anAddressHasNoMoreConnectionsThanTheLimit() {
        try (Crowd crowd = Crowd.of(40, gateway.port())) {
            await().until(() -> crowd.open() <= 16);

            assertServesNewClients();
        }
    }

    @Test
    void aTrustedProxyHasNoSuchLimit(DatabaseAddress database) {
        Map<String, String> settings = Map.of(
                "OTAGATE_HTTP_EVENT_LOOPS", "1",
                "OTAGATE_HTTP_MAX_CONNECTIONS_PER_ADDRESS", "16",
                "OTAGATE_HTTP_TRUSTED_PROXIES", "127.0.0.0/8");
        try (TestGateway trusting = TestGateway.start(database, settings);
                Crowd crowd = Crowd.of(40, trusting.port()).send("GET / HTTP/1.1\r\n\r\n")) {
            assertThat(crowd.open()).isEqualTo(40);
        }
    }
}
