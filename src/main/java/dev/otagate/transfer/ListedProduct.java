package dev.otagate.transfer;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A product as the API describes it: fields of QueryProductList, completed by QueryProduct.
 *
 * @param details what QueryProduct returned, empty if it was not called
 */
record ListedProduct(JsonObject listed, JsonObject details) {
    // The names that CreateProduct accepts, in place of QueryProduct's numbers.
    private static final Map<String, Integer> NET_TYPES =
            Map.of("WIFI", 3, "LORA", 5, "CELLULAR", 6, "ETHERNET", 7, "OTHER", 8);
    private static final int OTHER_NET = 8;
    private static final Set<String> AUTH_TYPES = Set.of("secret", "id2", "x509");
    private static final Set<String> PROTOCOL_TYPES = Set.of("modbus", "opc-ua", "customize", "ble", "zigbee");
    private static final Set<String> COMMODITY_CODES = Set.of("iothub_senior", "iothub");
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

    /** Whether each text is Unicode. */
    boolean isText() {
        return LenientJson.isText(listed) && LenientJson.isText(details);
    }

    /** Whether the time of creation has an unknown format. */
    boolean hasUnknownTime() {
        return text("gmtCreate").isPresent()
                && text("gmtCreate").flatMap(SourceTimes::parse).isEmpty();
    }

    // A value that does not exist here must not cost the product and its modules: it becomes the default.
    private ProductProperties properties() {
        ProductProperties standard = ProductProperties.DEFAULT;
        return new ProductProperties(
                zeroOrOne("nodeType", standard.nodeType()),
                zeroOrOne("dataFormat", standard.dataFormat()),
                netType(),
                text("authType").filter(AUTH_TYPES::contains).orElse(standard.authType()),
                text("protocolType").filter(PROTOCOL_TYPES::contains),
                text("aliyunCommodityCode").filter(COMMODITY_CODES::contains).orElse(standard.commodityCode()));
    }

    private int netType() {
        int number = text("netType")
                .map(NET_TYPES::get)
                .orElseGet(() -> integer("netType", ProductProperties.DEFAULT.netType()));
        return NET_TYPES.containsValue(number) ? number : OTHER_NET;
    }

    private int zeroOrOne(String name, int otherwise) {
        int number = integer(name, otherwise);
        return number == 0 || number == 1 ? number : otherwise;
    }

    private Optional<String> text(String name) {
        return LenientJson.text(details, name).or(() -> LenientJson.text(listed, name));
    }

    private int integer(String name, int otherwise) {
        return LenientJson.integer(details, name, LenientJson.integer(listed, name, otherwise));
    }
}
