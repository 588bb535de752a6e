package dev.otagate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.otagate.account.Account;
import dev.otagate.account.NewAccessKey;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.support.FaultyProxy;
import dev.otagate.support.SameOnEveryJdk;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Three gateways on one database. */
@ExtendWith(TestPostgres.class)
@SameOnEveryJdk
class ClusterIT {
    private static final int RATE = 200;
    private static final int SECONDS = 4;

    private final DatabaseAddress database;
    private final FaultyProxy proxy;
    private final List<TestGateway> nodes = new ArrayList<>();

    ClusterIT(DatabaseAddress database) {
        this.database = database;
        this.proxy = new FaultyProxy(database);
        nodes.add(TestGateway.start(database, Map.of("OTAGATE_CLUSTER_NODE_NAME", "first")));
        nodes.add(TestGateway.start(database, Map.of("OTAGATE_CLUSTER_NODE_NAME", "second")));
        nodes.add(TestGateway.start(proxy.address(), database, Map.of("OTAGATE_CLUSTER_NODE_NAME", "third")));
        nodes.forEach(node -> awaitNodes(node, 3));
    }

    @AfterEach
    void stop() {
        nodes.forEach(TestGateway::close);
        proxy.close();
    }

    @ParameterizedTest
    @CsvSource({"600, 0, 0", "200, 200, 200", "540, 60, 0"})
    void grantsOneQuotaWhereverRequestsArrive(int first, int second, int third) throws Exception {
        NewAccessKey key = limited(RATE, RATE);
        int quota = RATE + SECONDS * RATE;

        int granted = grantedOf(key, first, second, third);

        assertThat((double) granted).isBetween(0.95 * quota, 1.03 * quota);
    }

    @Test
    void grantsASmallQuotaOnceForAllNodes() throws Exception {
        NewAccessKey key = limited(1, 2);

        assertThat(grantedOf(key, 20, 20, 20)).isBetween(2 + SECONDS - 1, 2 + SECONDS + 1);
    }

    @Test
    void asksTheDatabaseNothingForAnAccountFarBelowItsQuota() throws Exception {
        assertThat(grantedOf(limited(1_000, 1_000), 20, 20, 20)).isEqualTo(60 * SECONDS);
        assertThat(TestPostgres.number(database, "SELECT count(*) FROM hot_account"))
                .isZero();
    }

    @Test
    void knowsWithinASecondAndAHalfThatANodeHasGone() {
        nodes.get(1).stopGateway();

        awaitNodes(nodes.get(0), 2);
        awaitNodes(nodes.get(2), 2);
        assertThat(TestPostgres.text(
                        database,
                        "SELECT string_agg(name, ',' ORDER BY name) FROM node WHERE seen_at > now() - interval '1 s'"))
                .isEqualTo("first,third");
    }

    @Test
    void reportsThatItIsIsolatedUntilItReturns() {
        proxy.swallow();
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> clusterOf(nodes.get(2)).path("isolated").asBoolean());
        awaitNodes(nodes.get(0), 2);
        awaitMetrics(nodes.get(2), "otagate_cluster_isolated 1.0");

        proxy.restore();
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> !clusterOf(nodes.get(2)).path("isolated").asBoolean());
        awaitNodes(nodes.get(0), 3);
        awaitMetrics(nodes.get(2), "otagate_cluster_isolated 0.0", "otagate_cluster_nodes 3.0");
    }

    private NewAccessKey limited(int rate, int burst) {
        Account account = nodes.get(0).account(OptionalInt.of(rate), OptionalInt.of(burst));
        return nodes.get(0).key(account);
    }

    /** How many of so many requests a second to each node passed the limit; they are valid, for a product that does not exist. */
    private int grantedOf(NewAccessKey key, int... perSecond) throws InterruptedException {
        AtomicInteger granted = new AtomicInteger();
        List<CompletableFuture<?>> replies = new ArrayList<>();
        List<TestClient> clients =
                nodes.stream().map(node -> new TestClient(node.endpoint())).toList();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        double[] due = new double[perSecond.length];
        long[] ticks = new long[1];
        clock.scheduleAtFixedRate(
                () -> {
                    if (ticks[0]++ >= SECONDS * 100L) {
                        return;
                    }
                    for (int i = 0; i < perSecond.length; i++) {
                        for (due[i] += perSecond[i] / 100.0; due[i] >= 1; due[i]--) {
                            replies.add(clients.get(i)
                                    .sendAsync(SignedRequest.createModule(key, "p", "m"))
                                    .thenAccept(reply -> granted.addAndGet(reply.status() == 429 ? 0 : 1)));
                        }
                    }
                },
                0,
                10,
                TimeUnit.MILLISECONDS);
        Thread.sleep(SECONDS * 1_000L);
        clock.shutdown();
        assertThat(clock.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
        CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new)).join();
        return granted.get();
    }

    private static void awaitNodes(TestGateway node, int expected) {
        Awaitility.await()
                .atMost(Duration.ofMillis(1_500))
                .until(() -> clusterOf(node).path("nodes").asInt() == expected);
    }

    // A scrape is kept for a second.
    private static void awaitMetrics(TestGateway node, String... lines) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(get(node, "/metrics")).contains(lines));
    }

    private static JsonNode clusterOf(TestGateway node) {
        try {
            for (JsonNode check :
                    new ObjectMapper().readTree(get(node, "/health/ready")).path("checks")) {
                if (check.path("id").asText().equals("cluster")) {
                    return check.path("data");
                }
            }
            throw new AssertionError("no check of the cluster");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String get(TestGateway node, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(node.managementEndpoint() + path))
                .timeout(Duration.ofSeconds(5))
                .build();
        return HttpClient.newHttpClient()
                .sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .join()
                .body();
    }
}
