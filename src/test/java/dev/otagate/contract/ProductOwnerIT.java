package dev.otagate.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otagate.account.Account;
import dev.otagate.account.NewAccessKey;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient.Reply;
import dev.otagate.support.TestPostgres;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whose a product is, where its modules tell it, where they do not, and where that changes. */
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
    void refusesAnotherAccountsProductWithAndWithoutModules() {
        assertThat(createAs(otherKey, "early").code()).isEqualTo(NO_SUCH_PRODUCT);
        assertThat(client.send(create("first")).success()).isTrue();
        assertThat(createAs(otherKey, "late").code()).isEqualTo(NO_SUCH_PRODUCT);
        assertThat(createAs(otherKey, "first").code()).isEqualTo(NO_SUCH_PRODUCT);

        assertThat(client.send(create("second")).success()).isTrue();
        assertThat(owners()).isEqualTo(account.id() + "," + account.id());
    }

    @Test
    void looksTheProductUpWhereItsModulesDoNotTellItsOwner() {
        client.send(create("first"));
        TestPostgres.execute(database, "UPDATE ota_module SET account_id = NULL WHERE product_key = '" + product + "'");

        assertThat(createAs(otherKey, "second").code()).isEqualTo(NO_SUCH_PRODUCT);
        assertThat(client.send(create("FIRST")).code()).isEqualTo("iot.ota.AlreadyExistedModuleName");
        assertThat(client.send(create("second")).success()).isTrue();
        assertThat(modules()).isEqualTo(2);
    }

    @Test
    void handsTheModulesOverWithTheirProduct() {
        client.send(create("first"));
        TestPostgres.execute(
                database, "UPDATE product SET account_id = " + other.id() + " WHERE product_key = '" + product + "'");

        assertThat(client.send(create("second")).code()).isEqualTo(NO_SUCH_PRODUCT);
        assertThat(createAs(otherKey, "second").success()).isTrue();
        assertThat(owners()).isEqualTo(other.id() + "," + other.id());
    }

    @Test
    void keepsAProductThatHasModulesEvenFromADeletionByHand() {
        client.send(create("first"));
        String deletion = "DELETE FROM product WHERE product_key = '" + product + "'";

        assertThatThrownBy(() -> TestPostgres.execute(database, deletion))
                .hasMessageContaining("product " + product + " has modules");
        assertThat(client.send(create("second")).success()).isTrue();
    }

    @Test
    void tellsTheOwnerInModulesThatAreMadeCarefullyOrInABatch() {
        // A burst of one product's creates makes batches that name it many times.
        List<Reply> replies = client.sendAll(
                IntStream.range(0, 9).mapToObj(i -> create("burst" + i)).toList());
        assertThat(replies).allMatch(Reply::success);
        SignedRequest last = create("retried").with("ClientToken", "token-" + product);
        assertThat(client.send(last).success()).isTrue();

        assertThat(TestPostgres.number(
                        database,
                        "SELECT count(*) FROM ota_module WHERE product_key = '" + product + "' AND account_id = "
                                + account.id()))
                .isEqualTo(10);
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
