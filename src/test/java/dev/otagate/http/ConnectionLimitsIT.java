package dev.otagate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otagate.support.Crowd;
import dev.otagate.support.RawConnection;
import dev.otagate.support.RawConnection.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectionLimitsIT extends HttpTest {
    @Override
    Map<String, String> settings() {
        return Map.of("OTAGATE_HTTP_HEAD_TIMEOUT_MS", "1000");
    }

    @Test
    void aNewConnectionReplacesAnIdleOneThatWasNeverVerified() {
        try (RawConnection honest = new RawConnection(gateway.port())) {
            assertCreates(honest);
            try (Crowd crowd = Crowd.of(2 * MAX_CONNECTIONS, gateway.port())) {
                await().until(() -> crowd.open() < MAX_CONNECTIONS);

                assertThat(meter("otagate_connections")).isEqualTo(MAX_CONNECTIONS);
                assertServesNewClients();
                assertCreates(honest);
            }
        }
    }

    @Test
    void aNewConnectionReplacesOneWithAnUnfinishedHead() {
        try (Crowd crowd = Crowd.of(MAX_CONNECTIONS, gateway.port())) {
            crowd.send("GET / HTTP/1.1\r\n");
            assertServesNewClients();

            assertThat(crowd.open()).isLessThan(MAX_CONNECTIONS);
        }
    }

    @Test
    void aHeadThatTakesTooLongGetsAResponse() {
        try (RawConnection connection = new RawConnection(gateway.port())) {
            Response response = connection
                    .send("GET /?Version=2018-01-20&Format=JSON HTTP/1.1\r\nHost")
                    .response();

            assertThat(response.status()).isEqualTo(408);
            assertThat(response.body()).contains("\"Code\":\"RequestTimeout\"");
            assertThat(connection.isClosedByServer()).isTrue();
        }
    }

    @Test
    void aBodyThatGoesOnAfterItsResponseEndsTheConnection() {
        try (RawConnection connection = new RawConnection(gateway.port())) {
            Response response = connection
                    .send("POST / HTTP/1.1\r\nHost: 127.0.0.1:not-a-port\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab")
                    .response();

            assertThat(response.status()).isEqualTo(400);
            assertThat(connection.isClosedByServer()).isTrue();
        }
    }

    @Test
    void headerLinesAreCounted() {
        try (RawConnection connection = new RawConnection(gateway.port())) {
            Response response = connection
                    .send("GET / HTTP/1.1\r\n" + "a:b\r\n".repeat(101) + "\r\n")
                    .response();

            assertThat(response.status()).isEqualTo(431);
        }
        try (RawConnection connection = new RawConnection(gateway.port())) {
            String query = create();
            Response response = connection
                    .send("GET /?" + query + " HTTP/1.1\r\nHost: x\r\n" + "a:b\r\n".repeat(99) + "\r\n")
                    .response();

            assertThat(response.body()).contains("\"success\":true");
        }
    }
}
