package dev.otagate.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.account.Account;
import dev.otagate.account.NewAccessKey;
import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient;
import dev.otagate.support.TestClient.Reply;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A gateway that knows a primary and its synchronous standby, and what it does when they change their roles. */
@Timeout(60)
@SameOnEveryJdk
class FailoverIT {
    private static final int PRODUCTS = 100;
    private static final int MODULES = 10;
    private static final String MODULE_COUNT = "SELECT count(*) FROM ota_module";
    private static final String STORE_CONNECTIONS =
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'otagate-store'";
    private static final String COMMITS_THAT_WAIT =
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'";
    private static final Executor AFTER_A_MOMENT = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);

    private final AtomicInteger acknowledged = new AtomicInteger();
    private ReplicatedPostgres servers;
    private TestGateway gateway;
    private TestClient client;
    private NewAccessKey key;
    private List<String> products;

    @BeforeEach
    void start() throws IOException {
        servers = ReplicatedPostgres.start();
        gateway = TestGateway.start(
                servers.address(), servers.first(), Map.of("OTAGATE_DATABASE_STATEMENT_TIMEOUT_MS", "1000"));
        client = new TestClient(gateway.endpoint());
        Account account = gateway.account();
        key = gateway.key(account);
        products = IntStream.range(0, PRODUCTS)
                .mapToObj(i -> gateway.product(account))
                .toList();
    }

    @AfterEach
    void stop() throws IOException {
        if (gateway != null) {
            gateway.close();
        }
        if (servers != null) {
            servers.close();
        }
    }

    @Test
    void goesOnWithThePromotedStandbyAndHasLostNothing() throws IOException {
        CompletableFuture<Void> load = createAllModules();
        awaitAcknowledged(PRODUCTS);

        // The primary has then committed what the standby does not know yet.
        ProcessHandle receiver = servers.receiver();
        signal(receiver, "STOP");
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> TestPostgres.number(servers.first(), COMMITS_THAT_WAIT) > 0);
            servers.killPrimary();
        } finally {
            signal(receiver, "CONT");
        }
        int acknowledgedByTheFirst = acknowledged.get();
        servers.promoteStandby();

        assertThat(acknowledgedByTheFirst).isBetween(PRODUCTS, PRODUCTS * MODULES - 1);
        assertThat(TestPostgres.number(servers.second(), MODULE_COUNT)).isGreaterThanOrEqualTo(acknowledgedByTheFirst);
        load.orTimeout(30, TimeUnit.SECONDS).join();
        assertThat(TestPostgres.number(servers.second(), MODULE_COUNT)).isEqualTo(PRODUCTS * MODULES);
    }

    @Test
    void staysWithTheNewPrimaryWhenTheOldOneReturnsAsAStandby() throws IOException {
        servers.killPrimary();
        servers.promoteStandby();
        awaitSuccess(SignedRequest.createModule(key, products.get(0), "before"));

        servers.returnAsStandby();
        TestPostgres.execute(
                servers.second(),
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'otagate%'");
        awaitSuccess(SignedRequest.createModule(key, products.get(0), "after"));

        assertThat(TestPostgres.number(servers.first(), STORE_CONNECTIONS)).isZero();
        assertThat(TestPostgres.number(servers.second(), STORE_CONNECTIONS)).isPositive();
    }

    @Test
    void leavesAPrimaryThatTakesNoMoreWrites() {
        TestPostgres.execute(servers.first(), "ALTER SYSTEM SET default_transaction_read_only = on");
        TestPostgres.execute(servers.first(), "SELECT pg_reload_conf()");
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> client.send(SignedRequest.createModule(key, products.get(0), "rejected"))
                                .status()
                        == 503);
        servers.promoteStandby();

        createAllModules().orTimeout(20, TimeUnit.SECONDS).join();
        awaitSuccess(SignedRequest.of(key, "QueryProductList")
                .with("CurrentPage", "1")
                .with("PageSize", "1"));

        assertThat(TestPostgres.number(servers.second(), MODULE_COUNT)).isEqualTo(PRODUCTS * MODULES);
        assertThat(TestPostgres.number(servers.first(), MODULE_COUNT)).isZero();
    }

    // One client for each product, which sends a create again with its ClientToken until it is acknowledged.
    private CompletableFuture<Void> createAllModules() {
        return CompletableFuture.allOf(
                products.stream().map(product -> createModules(product, 0)).toArray(CompletableFuture<?>[]::new));
    }

    private CompletableFuture<Void> createModules(String product, int number) {
        if (number == MODULES) {
            return CompletableFuture.completedFuture(null);
        }
        SignedRequest request = SignedRequest.createModule(key, product, "m" + number)
                .with("ClientToken", UUID.randomUUID().toString());
        return untilAcknowledged(request).thenCompose(done -> createModules(product, number + 1));
    }

    private CompletableFuture<Void> untilAcknowledged(SignedRequest request) {
        return client.sendAsync(request.again()).thenComposeAsync(reply -> settle(request, reply), AFTER_A_MOMENT);
    }

    private CompletableFuture<Void> settle(SignedRequest request, Reply reply) {
        if (reply.success()) {
            acknowledged.incrementAndGet();
            return CompletableFuture.completedFuture(null);
        }
        assertThat(reply.status()).as(reply.body()).isEqualTo(503);
        return untilAcknowledged(request);
    }

    private static void signal(ProcessHandle process, String name) throws IOException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .onExit()
                .join();
    }

    private void awaitAcknowledged(int count) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(10))
                .until(() -> acknowledged.get() >= count);
    }

    private void awaitSuccess(SignedRequest request) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .until(() -> client.send(request.again()).success());
    }
}
