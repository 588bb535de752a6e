package dev.otagate.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ListedProductTest {
    @Test
    void replacesPropertiesThatDoNotExistHereSoThatTheModulesAreCopied() {
        ListedProduct product = ListedProduct.of(new JsonObject()
                .put("ProductKey", "p1")
                .put("NodeType", 7)
                .put("DataFormat", 2)
                .put("NetType", 0)
                .put("AuthType", "carrot")
                .put("ProtocolType", "smoke")
                .put("AliyunCommodityCode", "iothub_junior"));
        ProductProperties standard = ProductProperties.DEFAULT;
        assertThat(product.data(Instant.EPOCH).properties())
                .isEqualTo(new ProductProperties(
                        standard.nodeType(),
                        standard.dataFormat(),
                        8,
                        standard.authType(),
                        standard.protocolType(),
                        standard.commodityCode()));
        assertThat(ItemRules.check(new ProductData(
                        "p1",
                        "name",
                        "",
                        Instant.EPOCH,
                        product.data(Instant.EPOCH).properties())))
                .isEmpty();
    }
}
