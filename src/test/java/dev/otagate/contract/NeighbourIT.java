package dev.otagate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.account.Account;
import dev.otagate.account.NewAccessKey;
import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient;
import dev.otagate.support.TestClient.Reply;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An account sends many requests, of which the first one waits at the database, and another one sends a few. */
@SameOnEveryJdk
class NeighbourIT extends ContractTest {
    private static final int BATCH_SIZE = 8;
    private static final String WAITING = "SELECT count(*) FROM pg_stat_activity"
            + " WHERE application_name = 'otagate-store' AND datname = current_database() AND wait_event_type = 'Lock'";

    private NewAccessKey neighbourKey;
    private List<String> neighbourProducts;

    @BeforeEach
    void makeNeighbour() {
        Account neighbour = gateway.account();
        neighbourKey = gateway.key(neighbour);
        neighbourProducts =
                IntStream.range(0, 20).mapToObj(i -> gateway.product(neighbour)).toList();
    }

    @Test
    void servesAnAccountWhileAllBatchesOfAnotherOneWait() throws Exception {
        List<CompletableFuture<Reply>> batches;
        try (Connection blocker = blocker(neighbourProducts)) {
            batches = neighbourProducts.stream()
                    .map(product -> client.sendAsync(batch(neighbourKey, product)))
                    .toList();
            Awaitility.await().until(() -> TestPostgres.number(database, WAITING) > 0);

            assertThat(soon(batch(key, product))).matches(Reply::success);
            assertThat(soon(page(key))).matches(Reply::success);
            assertThat(soon(create(gateway.product(account), "lone"))).matches(Reply::success);
            assertThat(TestPostgres.number(database, WAITING)).isEqualTo(1);
            blocker.rollback();
        }
        assertThat(batches).allMatch(reply -> reply.join().success());
    }

    @Test
    void rejectsAtOnceTheSlowRequestsOfAnAccountThatHasSixtyFourUnderWayOnEachLoop() throws Exception {
        try (TestGateway single = TestGateway.start(database, Map.of("OTAGATE_HTTP_EVENT_LOOPS", "1"));
                Connection blocker = blocker(neighbourProducts.subList(0, 1))) {
            TestClient there = new TestClient(single.endpoint());
            there.sendAsync(batch(neighbourKey, neighbourProducts.get(0)));
            Awaitility.await().until(() -> TestPostgres.number(database, WAITING) == 1);
            List<CompletableFuture<Reply>> pages = IntStream.range(0, 70)
                    .mapToObj(i -> there.sendAsync(page(neighbourKey)))
                    .toList();

            Awaitility.await()
                    .atMost(Duration.ofSeconds(2))
                    .until(() ->
                            pages.stream().filter(CompletableFuture::isDone).count() == 7);
            assertThat(pages)
                    .filteredOn(CompletableFuture::isDone)
                    .allMatch(page -> page.join().code().equals("ServiceUnavailable"));
            blocker.rollback();
            assertThat(pages).allMatch(page -> page.join().status() > 0);
        }
    }

    @Test
    void servesAnAccountWithinTwoBatchesWhileAHundredCreatesOfAnotherOneWait() throws Exception {
        Map<String, String> oneSmallConnection =
                Map.of("OTAGATE_STORE_CONNECTIONS", "1", "OTAGATE_STORE_BATCH_SIZE", Integer.toString(BATCH_SIZE));
        try (TestGateway small = TestGateway.start(database, oneSmallConnection)) {
            TestClient there = new TestClient(small.endpoint());
            List<CompletableFuture<Reply>> creates;
            CompletableFuture<Reply> lone;
            try (Connection blocker = blocker(neighbourProducts.subList(0, 1))) {
                CompletableFuture<Reply> first =
                        there.sendAsync(creates(0).findFirst().orElseThrow());
                Awaitility.await().until(() -> TestPostgres.number(database, WAITING) == 1);
                creates = Stream.concat(
                                Stream.of(first),
                                IntStream.range(1, 11)
                                        .boxed()
                                        .flatMap(this::creates)
                                        .map(there::sendAsync))
                        .toList();
                awaitQueue(small, 100);
                lone = there.sendAsync(create("lone"));
                awaitQueue(small, 101);
                blocker.rollback();
            }
            assertThat(creates).allMatch(reply -> reply.join().success());
            assertThat(lone.join().success()).isTrue();
        }
        assertThat(TestPostgres.number(database, """
                SELECT count(*) FROM ota_module WHERE product_key = ANY ('{%s}') AND created_at <
                    (SELECT created_at FROM ota_module WHERE product_key = '%s')""".formatted(String.join(",", neighbourProducts), product)))
                .isBetween(1L, 1L + BATCH_SIZE);
    }

    // Until it is rolled back, nobody can create a first module of the products.
    private Connection blocker(List<String> products) throws SQLException {
        Connection connection = database.dataSource().getConnection();
        connection.setAutoCommit(false);
        for (String blocked : products) {
            connection.createStatement().execute("""
                    INSERT INTO ota_module (product_key, slot, account_id, module_name)
                    SELECT product_key, 1, account_id, 'blocker' FROM product WHERE product_key = '%s'""".formatted(blocked));
        }
        return connection;
    }

    private SignedRequest create(String productKey, String moduleName) {
        return SignedRequest.createModule(key, productKey, moduleName);
    }

    private Reply soon(SignedRequest request) throws Exception {
        return client.sendAsync(request).get(2, TimeUnit.SECONDS);
    }

    private static void awaitQueue(TestGateway small, int commands) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(3))
                .until(() -> small.metrics().contains("otagate_store_queue_depth{store=\"0\"} " + commands + ".0"));
    }

    private Stream<SignedRequest> creates(int product) {
        return IntStream.range(0, 10)
                .mapToObj(i -> SignedRequest.createModule(neighbourKey, neighbourProducts.get(product), "m" + i));
    }

    private static SignedRequest page(NewAccessKey key) {
        return SignedRequest.of(key, "QueryProductList")
                .with("CurrentPage", "1")
                .with("PageSize", "1");
    }

    private static SignedRequest batch(NewAccessKey key, String product) {
        String modules = IntStream.range(0, 10)
                .mapToObj(i -> "{\"ProductKey\":\"%s\",\"ModuleName\":\"m%d\"}".formatted(product, i))
                .collect(Collectors.joining(",", "[", "]"));
        return SignedRequest.of(key, "BatchCreateOTAModule").with("Modules", modules);
    }
}
