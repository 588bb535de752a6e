package dev.otagate.transfer;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A product as the API describes it: fields of QueryProductList, completed by QueryProduct.
 *
 * @param details what QueryProduct returned, empty if it was not called
 */
record ListedProduct(JsonObject listed, JsonObject details) {
    // The names that CreateProduct accepts, in place of QueryProduct's numbers.
    private static final Map<String, Integer> NET_TYPES =
            Map.of("WIFI", 3, "LORA", 5, "CELLULAR", 6, "ETHERNET", 7, "OTHER", 8);
    private static final List<String> FIELDS_OF_DETAILS =
            List.of("description", "netType", "authType", "aliyunCommodityCode", "gmtCreate");

    static ListedProduct of(JsonObject listed) {
        return new ListedProduct(listed, new JsonObject());
    }

    ListedProduct with(JsonObject queried) {
        return new ListedProduct(listed, queried);
    }

    /** Whether QueryProduct can add nothing. */
    boolean isComplete() {
        return FIELDS_OF_DETAILS.stream()
                .allMatch(name -> LenientJson.value(listed, name).isPresent());
    }

    String productKey() {
        return LenientJson.text(listed, "productKey").orElse("");
    }

    String name() {
        return text("productName").filter(name -> !name.isEmpty()).orElseGet(this::productKey);
    }

    /** @param now the time of creation if the source has none */
    ProductData data(Instant now) {
        return new ProductData(
                productKey(),
                name(),
                text("description").orElse(""),
                text("gmtCreate").flatMap(SourceTimes::parse).orElse(now),
                properties());
    }

    private ProductProperties properties() {
        ProductProperties standard = ProductProperties.DEFAULT;
        return new ProductProperties(
                integer("nodeType", standard.nodeType()),
                integer("dataFormat", standard.dataFormat()),
                text("netType").map(NET_TYPES::get).orElseGet(() -> integer("netType", standard.netType())),
                text("authType").orElse(standard.authType()),
                text("protocolType").filter(type -> !type.isEmpty()),
                text("aliyunCommodityCode").orElse(standard.commodityCode()));
    }

    private Optional<String> text(String name) {
        return LenientJson.text(details, name).or(() -> LenientJson.text(listed, name));
    }

    private int integer(String name, int otherwise) {
        return LenientJson.integer(details, name, LenientJson.integer(listed, name, otherwise));
    }
}
