package dev.otagate.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.account.Account;
import dev.otagate.account.NewAccessKey;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.support.FaultyProxy;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPostgres.class)
class ManagementIT {
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void countsRequestsByActionAndCodeAndTimesTheStages(DatabaseAddress database) throws Exception {
        try (TestGateway gateway = TestGateway.start(database)) {
            TestClient client = new TestClient(gateway.endpoint());
            Account account = gateway.account();
            NewAccessKey key = gateway.key(account);
            String product = gateway.product(account);
            client.send(SignedRequest.createModule(key, product, "a"));
            client.send(SignedRequest.createModule(key, product, "A"));

            String metrics = get(gateway, "/metrics").body();

            assertThat(metrics)
                    .contains("otagate_requests_total{action=\"CreateOTAModule\",code=\"OK\"} 1.0")
                    .contains("otagate_requests_total{action=\"CreateOTAModule\","
                            + "code=\"iot.ota.AlreadyExistedModuleName\"} 1.0")
                    .contains("otagate_request_stage_duration_seconds_bucket{stage=\"store\",le=\"0.005\"}")
                    .contains("otagate_store_batch_size_bucket{store=\"0\"")
                    .contains("otagate_store_queue_depth{store=\"2\"} 0.0")
                    .contains("vertx_pool_in_use{pool_name=\"lookups\"");
        }
    }

    @Test
    void servesListsOfProductsOverAConnectionOfTheirOwn(DatabaseAddress database) throws Exception {
        try (TestGateway gateway = TestGateway.start(database)) {
            NewAccessKey key = gateway.key(gateway.account());
            new TestClient(gateway.endpoint())
                    .send(SignedRequest.of(key, "QueryProductList")
                            .with("CurrentPage", "1")
                            .with("PageSize", "1"));

            assertThat(get(gateway, "/metrics").body())
                    .contains("otagate_store_batch_size_count{store=\"2\"} 1")
                    .contains("otagate_store_batch_size_count{store=\"0\"} 0");
        }
    }

    @Test
    void describesTheApi(DatabaseAddress database) throws Exception {
        try (TestGateway gateway = TestGateway.start(database)) {
            HttpResponse<String> description = get(gateway, "/openapi.json");

            assertThat(description.statusCode()).isEqualTo(200);
            assertThat(description.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(description.body())
                    .contains("\"openapi\":\"3.1.0\"", "\"url\":\"" + gateway.endpoint(), "CreateOTAModule");
        }
    }

    @Test
    void growsNoSeriesByWhatAClientSends(DatabaseAddress database) throws Exception {
        try (TestGateway gateway = TestGateway.start(database)) {
            TestClient client = new TestClient(gateway.endpoint());
            NewAccessKey key = gateway.key(gateway.account());
            SignedRequest request = SignedRequest.createModule(key, "p", "m");
            client.send(request.again().with("Action", "First"));
            client.send("BREW0", request.encoded(), null, null);
            long before = get(gateway, "/metrics").body().lines().count();
            for (int i = 0; i < 50; i++) {
                client.send(request.with("Action", "Action" + i));
                client.send("BREW" + i, request.encoded(), null, null);
            }

            // A scrape is kept for a second.
            Awaitility.await()
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> get(gateway, "/metrics").body(), body -> requests(body) >= 102);
            assertThat(get(gateway, "/metrics").body().lines().count()).isEqualTo(before);
        }
    }

    @Test
    void isReadyWhileTheDatabaseRespondsAndAliveInAnyCase(DatabaseAddress database) throws Exception {
        try (FaultyProxy proxy = new FaultyProxy(database);
                TestGateway gateway = TestGateway.start(proxy.address(), database, Map.of())) {
            assertThat(get(gateway, "/health/ready").statusCode()).isEqualTo(200);
            proxy.cut();
            assertThat(get(gateway, "/health/ready").statusCode()).isEqualTo(503);
            assertThat(get(gateway, "/health/live").statusCode()).isEqualTo(200);
            proxy.restore();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> get(gateway, "/health/ready").statusCode() == 200);
        }
    }

    @Test
    void servesOnWhileItDrains(DatabaseAddress database) throws Exception {
        TestGateway gateway = TestGateway.start(database, Map.of("OTAGATE_SHUTDOWN_DRAIN_MS", "1500"));
        TestClient client = new TestClient(gateway.endpoint());
        Account account = gateway.account();
        NewAccessKey key = gateway.key(account);
        String product = gateway.product(account);

        CompletableFuture<Void> stopping = CompletableFuture.runAsync(gateway::stopGateway);
        Awaitility.await()
                .atMost(Duration.ofSeconds(1))
                .until(() -> get(gateway, "/health/ready").statusCode() == 503);

        assertThat(get(gateway, "/health/ready").body()).contains("draining");
        assertThat(client.send(SignedRequest.createModule(key, product, "m" + UUID.randomUUID()))
                        .success())
                .isTrue();
        stopping.join();
        gateway.close();
    }

    private static double requests(String metrics) {
        return metrics.lines()
                .filter(line -> line.startsWith("otagate_requests_total{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private HttpResponse<String> get(TestGateway gateway, String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(gateway.managementEndpoint() + path))
                        .timeout(Duration.ofSeconds(5))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
