package dev.otagate.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.account.NewAccessKey;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.server.Futures;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPostgres.class)
class WarmUpIT {
    private static final String ROWS = "SELECT (SELECT count(*) FROM ota_module) + (SELECT count(*) FROM nonce_ledger)"
            + " + (SELECT count(*) FROM kept_answer)";
    private static final String CONNECTIONS = "SELECT count(*) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND application_name = 'otagate-store'";
    // Two for batches, three for slow statements.
    private static final long STORE_CONNECTIONS = 5;

    @Test
    void leavesNoRowNoMeterAndNoConnectionBehind(DatabaseAddress database) throws Exception {
        try (TestGateway gateway = TestGateway.start(database, requests(2_000))) {
            long rows = count(database, ROWS);

            assertThat(gateway.warmUp()).isTrue();

            assertThat(count(database, ROWS)).isEqualTo(rows);
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(count(database, CONNECTIONS)).isEqualTo(STORE_CONNECTIONS));
            assertThat(gateway.metrics())
                    .contains("otagate_request_duration_seconds_count 0")
                    .contains("otagate_store_batch_size_count{store=\"0\"} 0")
                    .doesNotContain("CreateOTAModule");
        }
    }

    @Test
    void restsWhileClientsAreServed(DatabaseAddress database) throws Exception {
        try (TestGateway gateway = TestGateway.start(database, requests(1))) {
            NewAccessKey key = gateway.key(gateway.account());
            TestClient client = new TestClient(gateway.endpoint());
            CompletableFuture<Boolean> warmUp = CompletableFuture.supplyAsync(gateway::warmUp);
            for (int i = 0; i < 15; i++) {
                client.send(SignedRequest.createModule(key, "none", "m" + i));
                assertThat(warmUp).isNotDone();
                TimeUnit.MILLISECONDS.sleep(200);
            }

            assertThat(warmUp).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(true);
        }
    }

    @Test
    void servesClientsThatComeWhileItIsUnderWay(DatabaseAddress database) throws Exception {
        try (TestGateway gateway = TestGateway.start(database, requests(10_000_000))) {
            NewAccessKey key = gateway.key(gateway.account());
            CompletableFuture<Boolean> warmUp = CompletableFuture.supplyAsync(gateway::warmUp);
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(count(database, CONNECTIONS)).isGreaterThan(STORE_CONNECTIONS));
            TimeUnit.MILLISECONDS.sleep(2_000);
            assertThat(warmUp).isNotDone();

            TestClient client = new TestClient(gateway.endpoint());
            assertThat(client.send(SignedRequest.createModule(key, "none", "m")).code())
                    .isEqualTo("iot.prod.NotExistedProduct");
            gateway.stopGateway();

            assertThat(warmUp).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(false);
        }
    }

    @Test
    void sendsNothingWhereItIsOff(DatabaseAddress database) {
        try (TestGateway gateway = TestGateway.start(database, requests(0))) {
            assertThat(gateway.warmUp()).isFalse();
        }
    }

    private static Map<String, String> requests(int requests) {
        return Map.of("OTAGATE_WARM_UP_REQUESTS", Integer.toString(requests));
    }

    private static long count(DatabaseAddress database, String query) {
        Vertx vertx = Vertx.vertx();
        try {
            return Futures.await(PgConnection.connect(vertx, database.connectOptions())
                    .compose(connection -> connection.query(query).execute())
                    .map(rows -> rows.iterator().next().getLong(0)));
        } finally {
            Futures.await(vertx.close());
        }
    }
}
