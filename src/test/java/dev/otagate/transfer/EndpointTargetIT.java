package dev.otagate.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.transfer.ItemResult.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An account behind the endpoint of a gateway as a target. */
class EndpointTargetIT extends TargetTest {
    @Override
    Target target(TargetOptions options) {
        return endpoint(options);
    }

    @Override
    ProductContent settled(ProductContent content) {
        ProductData product = content.product();
        return new ProductContent(
                new ProductData(
                        product.productKey(), product.name(), product.description(), TIME, product.properties()),
                content.modules().stream()
                        .map(module -> new ModuleData(
                                module.productKey(),
                                module.moduleName(),
                                module.aliasName(),
                                module.desc(),
                                TIME,
                                TIME))
                        .toList());
    }

    @Test
    void cannotRemoveAnAlias() {
        ModuleData none = new ModuleData(product, "m", Optional.empty(), Optional.empty(), TIME, TIME);

        write(PLAIN, content("name", module("m", "alias", "")));
        assertThat(write(PLAIN, content("name", none)).get(1).code()).contains("iot.ota.InvalidFormattedAliasName");
    }

    @Test
    void createsAgainWhatWasDeletedMeanwhile() {
        write(PLAIN, content("name", module("m", null, "")));
        dev.otagate.support.TestPostgres.execute(
                database, "DELETE FROM ota_module WHERE product_key = '" + product + "'");

        assertThat(kinds(PLAIN, content("name", module("m", null, ""))))
                .isEqualTo(List.of(Kind.UNCHANGED, Kind.CREATED));
    }
}
