package dev.otagate.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.account.Account;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestPostgres;
import dev.otagate.transfer.ItemResult.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An account in the database as a target. */
class AccountTargetIT extends TargetTest {
    @Override
    Target target(TargetOptions options) {
        return Targets.account(pool, account, options);
    }

    @Test
    void keepsNoneAndEmptyTextApart() {
        ModuleData none = new ModuleData(product, "m", Optional.empty(), Optional.empty(), TIME, TIME);

        write(PLAIN, content("name", module("m", "alias", "")));
        assertThat(kinds(PLAIN, content("name", none))).containsExactly(Kind.UNCHANGED, Kind.UPDATED);
        assertThat(stored().get(0).modules()).containsExactly(none);
    }

    @Test
    void keepsAProductThatAClientChanged() {
        write(KEEP, content("name_1"));
        assertThat(kinds(KEEP, content("name_2"))).containsExactly(Kind.UPDATED);
        client.send(SignedRequest.of(key, "UpdateProduct", product).with("ProductName", "of_a_client"));

        assertThat(kinds(KEEP, content("name_3", module("m", null, "")))).containsExactly(Kind.KEPT, Kind.CREATED);
        assertThat(stored().get(0).product().name()).isEqualTo("of_a_client");
        assertThat(kinds(PLAIN, content("name_3"))).containsExactly(Kind.UPDATED);
    }

    @Test
    void isAnotherTargetIfTheAccountIsCreatedAgain() {
        String first = target(PLAIN).identity();
        String name = account.name();
        TestPostgres.execute(
                database, "UPDATE account SET name = name || ' deleted' WHERE account_id = " + account.id());
        account = new Account(gateway.account().id(), name, account.permitsPerSecond(), account.burst());

        assertThat(target(PLAIN).identity()).isNotEqualTo(first);
    }

    @Test
    void acceptsTheNamesThatAnOperatorGivesToProducts() {
        assertThat(kinds(PLAIN, content("Smart plug / white"))).containsExactly(Kind.CREATED);
        assertThat(write(PLAIN, content("\t")).get(0).code()).contains("iot.prod.InvalidFormattedProductName");
    }

    @Test
    void makesANameUniqueIfNoOtherProductHasIt() {
        write(PLAIN, content("unique_name"));
        ProductData same = new ProductData(product + "b", "unique_name", "", TIME, ProductProperties.DEFAULT);
        assertThat(kinds(PLAIN, new ProductContent(same, List.of()))).containsExactly(Kind.CREATED);

        SignedRequest create = SignedRequest.of(key, "CreateProduct").with("NodeType", "0");
        assertThat(client.send(create.with("ProductName", "unique_name")).code())
                .isEqualTo("iot.prod.AlreadyExistedProductName");
    }
}
