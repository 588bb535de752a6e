package dev.otagate.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.account.Account;
import dev.otagate.account.NewAccessKey;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.support.FaultyProxy;
import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient;
import dev.otagate.support.TestClient.Reply;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TestPostgres.class)
@SameOnEveryJdk
class StoreFaultIT {
    @Test
    void failsTheOneThatCannotBeStoredAndNotItsNeighbours(DatabaseAddress database) {
        TestPostgres.execute(database, """
                CREATE OR REPLACE FUNCTION reject() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF NEW.module_name = 'poisoned' THEN RAISE 'rejected'; END IF;
                    RETURN NEW;
                END $$;
                CREATE TRIGGER reject BEFORE INSERT ON ota_module FOR EACH ROW EXECUTE FUNCTION reject()""");
        try (TestGateway gateway = TestGateway.start(database)) {
            TestClient client = new TestClient(gateway.endpoint());
            Account account = gateway.account();
            NewAccessKey key = gateway.key(account);
            List<SignedRequest> requests = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String product = gateway.product(account);
                requests.add(SignedRequest.createModule(key, product, "a"));
                requests.add(SignedRequest.createModule(key, product, i == 7 ? "poisoned" : "b"));
            }

            List<Reply> replies = client.sendAll(requests);

            assertThat(replies).filteredOn(Reply::success).hasSize(39);
            assertThat(replies.get(15).status()).isEqualTo(500);
            assertThat(replies.get(15).code()).isEqualTo("iot.system.SystemException");
        } finally {
            TestPostgres.execute(database, "DROP TRIGGER reject ON ota_module");
        }
    }

    @Test
    void losesNoAcknowledgedModuleWhenTheDatabaseGoesAway(DatabaseAddress database) {
        try (FaultyProxy proxy = new FaultyProxy(database);
                TestGateway gateway =
                        TestGateway.start(proxy.address(), database, Map.of("OTAGATE_STORE_DEADLINE_MS", "1000"))) {
            TestClient client = new TestClient(gateway.endpoint());
            Account account = gateway.account();
            NewAccessKey key = gateway.key(account);
            List<String> products = IntStream.range(0, 30)
                    .mapToObj(i -> gateway.product(account))
                    .toList();
            Set<String> acknowledged = ConcurrentHashMap.newKeySet();
            List<CompletableFuture<Reply>> replies = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                String product = products.get(i % products.size());
                String name = "m" + i;
                replies.add(client.sendAsync(SignedRequest.createModule(key, product, name))
                        .whenComplete((reply, failure) -> {
                            if (reply != null && reply.success()) {
                                acknowledged.add(product + "/" + name);
                            }
                        }));
                if (i == 150) {
                    proxy.cut();
                }
            }
            List<Reply> responses =
                    replies.stream().map(CompletableFuture::join).toList();

            assertThat(responses)
                    .allMatch(reply -> reply.success()
                            || reply.status() == 503
                                    && reply.header("Retry-After").equals("1"));
            assertThat(responses).anyMatch(reply -> reply.status() == 503);
            for (String module : acknowledged) {
                assertThat(TestPostgres.number(
                                database,
                                "SELECT count(*) FROM ota_module WHERE product_key || '/' || module_name = '" + module
                                        + "'"))
                        .as(module)
                        .isOne();
            }
            proxy.restore();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> client.send(SignedRequest.createModule(key, products.get(0), "back"))
                            .success());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"repeatable read", "serializable"})
    void returnsTheSameOutcomesAtAHigherIsolationLevel(String level, DatabaseAddress database) {
        String role = "ALTER ROLE CURRENT_USER IN DATABASE " + TestPostgres.text(database, "SELECT current_database()");
        TestPostgres.execute(database, role + " SET default_transaction_isolation = '" + level + "'");
        try (TestGateway gateway = TestGateway.start(database);
                TestGateway second = TestGateway.start(database)) {
            Account account = gateway.account();
            NewAccessKey key = gateway.key(account);
            String product = gateway.product(account);
            List<TestClient> nodes = List.of(new TestClient(gateway.endpoint()), new TestClient(second.endpoint()));
            List<CompletableFuture<Reply>> replies = IntStream.range(0, 60)
                    .mapToObj(i -> nodes.get(i % 2).sendAsync(SignedRequest.createModule(key, product, "m" + i / 2)))
                    .toList();

            assertThat(replies.stream().map(CompletableFuture::join).filter(Reply::success))
                    .hasSize(10);
            assertThat(replies).allMatch(reply -> reply.join().status() == 200);
        } finally {
            TestPostgres.execute(database, role + " RESET default_transaction_isolation");
        }
    }

    @Test
    void givesUpItsConnectionsIfTheDatabaseIsSilentWhileNobodyWrites(DatabaseAddress database) {
        String connections = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'otagate-store'"
                + " AND datname = current_database()";
        try (FaultyProxy proxy = new FaultyProxy(database);
                TestGateway gateway = TestGateway.start(
                        proxy.address(), database, Map.of("OTAGATE_DATABASE_STATEMENT_TIMEOUT_MS", "500"))) {
            assertThat(gateway.account().name()).isNotEmpty();
            assertThat(TestPostgres.number(database, connections)).isPositive();

            proxy.swallow();

            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> TestPostgres.number(database, connections) == 0);
        }
    }

    @Test
    void returnsUnavailableInTimeWhenTheDatabaseIsSilent(DatabaseAddress database) {
        try (FaultyProxy proxy = new FaultyProxy(database);
                TestGateway gateway = TestGateway.start(
                        proxy.address(), database, Map.of("OTAGATE_DATABASE_STATEMENT_TIMEOUT_MS", "500"))) {
            TestClient client = new TestClient(gateway.endpoint());
            Account account = gateway.account();
            NewAccessKey key = gateway.key(account);
            String product = gateway.product(account);
            assertThat(client.send(SignedRequest.createModule(key, product, "a"))
                            .success())
                    .isTrue();
            proxy.swallow();

            long sent = System.nanoTime();
            Reply reply = client.send(SignedRequest.createModule(key, product, "b"));

            assertThat(reply.status()).isEqualTo(503);
            assertThat(Duration.ofNanos(System.nanoTime() - sent)).isLessThan(Duration.ofSeconds(5));
            proxy.restore();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> client.send(SignedRequest.createModule(key, product, "c"))
                            .success());
        }
    }
}
