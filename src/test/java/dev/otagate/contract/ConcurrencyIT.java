package dev.otagate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient;
import dev.otagate.support.TestClient.Reply;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@SameOnEveryJdk
class ConcurrencyIT extends ContractTest {
    @Test
    void leavesExactlyTenModulesOfTwoHundredCreatedAtOnce() {
        Map<String, Long> codes = codes(client.sendAll(
                IntStream.range(0, 200).mapToObj(i -> create("m" + i)).toList()));

        assertThat(codes).containsOnly(Map.entry("", 10L), Map.entry("iot.ota.ModuleCountExceedMax", 190L));
        assertThat(modules()).isEqualTo(10);
    }

    @Test
    void givesANameToExactlyOneOfFifty() {
        Map<String, Long> codes = codes(client.sendAll(IntStream.range(0, 50)
                .mapToObj(i -> create(i % 2 == 0 ? "ble" : "BLE"))
                .toList()));

        assertThat(codes).containsOnly(Map.entry("", 1L), Map.entry("iot.ota.AlreadyExistedModuleName", 49L));
    }

    @Test
    void takesANonceExactlyOnceOfFifty() {
        Map<String, Long> codes = codes(client.sendAll(IntStream.range(0, 50)
                .mapToObj(i -> create("m" + i % 5).with("SignatureNonce", "the-same-" + product))
                .toList()));

        assertThat(codes).containsOnly(Map.entry("", 1L), Map.entry("SignatureNonceUsed", 49L));
    }

    @Test
    void keepsTheLimitsOverSeveralNodes() {
        String shared = "over-nodes-" + product;
        try (TestGateway second = TestGateway.start(database);
                TestGateway third = TestGateway.start(database, Map.of("OTAGATE_STORE_BATCH_SIZE", "1"))) {
            List<TestClient> nodes =
                    List.of(client, new TestClient(second.endpoint()), new TestClient(third.endpoint()));
            List<String> products = IntStream.range(0, 10)
                    .mapToObj(i -> gateway.product(account))
                    .toList();

            Map<String, Long> creates =
                    codes(spread(nodes, 600, i -> SignedRequest.createModule(key, products.get(i % 10), "m" + i / 20)));
            Map<String, Long> nonces = codes(spread(nodes, 30, i -> create("n").with("SignatureNonce", shared)));

            assertThat(creates.get("")).isEqualTo(100);
            assertThat(TestPostgres.number(
                            database,
                            "SELECT max(n) FROM (SELECT count(*) AS n FROM ota_module GROUP BY product_key) AS counts"))
                    .isEqualTo(10);
            assertThat(creates.keySet())
                    .containsOnly("", "iot.ota.ModuleCountExceedMax", "iot.ota.AlreadyExistedModuleName");
            assertThat(nonces).containsOnly(Map.entry("", 1L), Map.entry("SignatureNonceUsed", 29L));
        }
    }

    @Test
    void keepsNamesApartWhileLowerPlacesAreFreed() {
        try (TestGateway second = TestGateway.start(database)) {
            List<TestClient> nodes = List.of(client, new TestClient(second.endpoint()));
            for (int round = 0; round < 20; round++) {
                String contested = gateway.product(account);
                client.sendAll(IntStream.range(0, 4)
                        .mapToObj(i -> SignedRequest.createModule(key, contested, "old" + i))
                        .toList());

                spread(
                        nodes,
                        32,
                        i -> i % 3 == 0
                                ? SignedRequest.of(key, "DeleteOTAModule", contested)
                                        .with("ModuleName", "old" + i / 3 % 4)
                                : SignedRequest.createModule(key, contested, "new" + i / 3 % 3));
            }
        }

        assertThat(TestPostgres.number(
                        database,
                        "SELECT count(*) FROM (SELECT FROM ota_module GROUP BY product_key, lower(module_name)"
                                + " HAVING count(*) > 1) AS names"))
                .isZero();
    }

    @Test
    void letsCreatesGoOnBesideADeletionUnderWay() throws SQLException {
        client.send(create("old"));
        try (Connection underWay = database.dataSource().getConnection()) {
            underWay.setAutoCommit(false);
            underWay.createStatement().execute("DELETE FROM ota_module WHERE product_key = '" + product + "'");

            assertThat(client.send(create("new")).code()).isEmpty();
            assertThat(client.send(SignedRequest.createModule(key, gateway.product(account), "new"))
                            .code())
                    .isEmpty();
            underWay.commit();
        }

        assertThat(client.send(create("old")).code()).isEmpty();
    }

    @Test
    void letsADeletionGoOnBesideACreateUnderWay() throws SQLException {
        client.send(create("old"));
        try (Connection underWay = database.dataSource().getConnection()) {
            underWay.setAutoCommit(false);
            underWay.createStatement()
                    .execute("INSERT INTO ota_module (product_key, slot, account_id, module_name) VALUES ('" + product
                            + "', 2, " + account.id() + ", 'new')");

            assertThat(client.send(deletion("old")).code()).isEmpty();
            assertThat(client.send(deletion("unheard-of")).code()).isEqualTo("iot.ota.NotExistedModule");
            underWay.commit();
        }

        assertThat(client.send(create("NEW")).code()).isEqualTo("iot.ota.AlreadyExistedModuleName");
    }

    private SignedRequest deletion(String moduleName) {
        return SignedRequest.of(key, "DeleteOTAModule", product).with("ModuleName", moduleName);
    }

    private static List<Reply> spread(List<TestClient> nodes, int count, IntFunction<SignedRequest> request) {
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            replies.add(nodes.get(i % nodes.size()).sendAsync(request.apply(i)));
        }
        return replies.stream().map(CompletableFuture::join).toList();
    }

    private static Map<String, Long> codes(List<Reply> replies) {
        return replies.stream()
                .map(Reply::code)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
