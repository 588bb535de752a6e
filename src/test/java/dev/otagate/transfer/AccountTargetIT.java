package dev.otagate.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.support.SignedRequest;
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
