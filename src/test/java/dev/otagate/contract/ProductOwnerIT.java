package dev.otagate.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otagate.account.Account;
import dev.otagate.account.NewAccessKey;
import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient.Reply;
import dev.otagate.support.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The owner of a product, which its modules have, too, and changes of it. */
@SameOnEveryJdk
class ProductOwnerIT extends ContractTest {
    private static final String NO_SUCH_PRODUCT = "iot.prod.NotExistedProduct";

    private Account other;
    private NewAccessKey otherKey;

    @BeforeAll
    void makeAnotherAccount() {
        other = gateway.account();
        otherKey = gateway.key(other);
    }

    @Test
    void rejectsAnotherAccountsProductWithAndWithoutModules() {
        assertThat(createAs(otherKey, "early").code()).isEqualTo(NO_SUCH_PRODUCT);
        assertThat(client.send(create("first")).success()).isTrue();
        assertThat(createAs(otherKey, "late").code()).isEqualTo(NO_SUCH_PRODUCT);
        assertThat(createAs(otherKey, "first").code()).isEqualTo(NO_SUCH_PRODUCT);

        assertThat(client.send(create("second")).success()).isTrue();
        assertThat(owners()).isEqualTo(account.id() + "," + account.id());
    }

    @Test
    void handsTheModulesOverWithTheirProduct() {
        List.of("first", "second").forEach(name -> client.send(create(name)));
        TestPostgres.execute(database, handOver());

        assertThat(client.send(create("third")).code()).isEqualTo(NO_SUCH_PRODUCT);
        assertThat(createAs(otherKey, "third").success()).isTrue();
        assertThat(owners()).isEqualTo(other.id() + "," + other.id() + "," + other.id());
    }

    @Test
    void makesACreateWaitForAChangeOfOwnerUnderWay() throws SQLException {
        client.send(create("first"));

        assertThat(createDuring(handOver()).code()).isEqualTo(NO_SUCH_PRODUCT);
    }

    @Test
    void makesACreateWaitForADeletionByHandUnderWay() throws SQLException {
        assertThat(createDuring("DELETE FROM product WHERE product_key = '" + product + "'")
                        .code())
                .isEqualTo(NO_SUCH_PRODUCT);
    }

    @Test
    void keepsAProductThatHasModulesWhoeverDeletesIt() {
        client.send(create("first"));

        assertThatThrownBy(() ->
                        TestPostgres.execute(database, "DELETE FROM product WHERE product_key = '" + product + "'"))
                .hasMessageContaining("ota_module_product");
        assertThat(client.send(create("second")).success()).isTrue();
    }

    @Test
    void rejectsAModuleOfAnotherOwnerThanItsProducts() {
        assertThatThrownBy(() -> TestPostgres.execute(
                        database,
                        "INSERT INTO ota_module (product_key, slot, account_id, module_name) VALUES ('" + product
                                + "', 1, " + other.id() + ", 'm')"))
                .hasMessageContaining("ota_module_product");
    }

    @Test
    void storesTheOwnerInModulesOfABurstOfARetryAndOfABatchCreate() {
        // A burst of one product's creates makes batches that name it many times.
        List<Reply> burst = client.sendAll(
                IntStream.range(0, 8).mapToObj(i -> create("burst" + i)).toList());
        assertThat(burst).allMatch(Reply::success);
        assertThat(client.send(create("retried").with("ClientToken", "token-" + product))
                        .success())
                .isTrue();
        assertThat(client.send(SignedRequest.of(key, "BatchCreateOTAModule")
                                .with(
                                        "Modules",
                                        "[{\"ProductKey\":\"%s\",\"ModuleName\":\"batch\"}]".formatted(product)))
                        .success())
                .isTrue();

        assertThat(TestPostgres.number(
                        database,
                        "SELECT count(*) FROM ota_module WHERE product_key = '" + product + "' AND account_id = "
                                + account.id()))
                .isEqualTo(10);
    }

    private String handOver() {
        return "UPDATE product SET account_id = " + other.id() + " WHERE product_key = '" + product + "'";
    }

    private Reply createDuring(String change) throws SQLException {
        CompletableFuture<Reply> create;
        try (Connection byHand = database.dataSource().getConnection()) {
            byHand.setAutoCommit(false);
            byHand.createStatement().execute(change);
            create = client.sendAsync(create("late"));
            TestPostgres.commitOnceSomeoneWaits(database, byHand);
        }
        return create.join();
    }

    private Reply createAs(NewAccessKey as, String name) {
        return client.send(SignedRequest.createModule(as, product, name));
    }

    private String owners() {
        return TestPostgres.text(
                database,
                "SELECT string_agg(account_id::text, ',') FROM ota_module WHERE product_key = '" + product + "'");
    }
}
