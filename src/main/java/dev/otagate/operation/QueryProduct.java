package dev.otagate.operation;

import dev.otagate.failure.ErrorCode;
import java.util.List;

/** {@code QueryProduct}: the properties of a product. */
final class QueryProduct {
    private static final List<Parameter> PARAMETERS = List.of(ModuleParameters.PRODUCT_KEY);

    static final Operation OPERATION = Operation.query(
            "QueryProduct",
            "Returns the properties of a product.",
            PARAMETERS,
            new Statements(PARAMETERS, "query-product.sql", ErrorCode.UNKNOWN_PRODUCT).rows(),
            ResponseField.object(
                    "data",
                    "The product.",
                    ResponseField.text("aliyunCommodityCode", "iothub_senior or iothub."),
                    ResponseField.text("authType", "How devices authenticate."),
                    ResponseField.number("dataFormat", "0 or 1."),
                    ResponseField.text("description", "Empty if none was given."),
                    ResponseField.number("deviceCount", "Always 0: the gateway has no devices."),
                    ResponseField.number("gmtCreate", "Milliseconds since the epoch."),
                    ResponseField.bool("id2", "Always false."),
                    ResponseField.number("netType", "3 WIFI, 5 LORA, 6 CELLULAR, 7 ETHERNET, 8 OTHER."),
                    ResponseField.number("nodeType", "0 a device, 1 a gateway."),
                    ResponseField.bool("owner", "Always true: other accounts' products are not returned."),
                    ResponseField.text("productKey", "The product's key."),
                    ResponseField.text("productName", "The product's name."),
                    ResponseField.text("productStatus", "Always DEVELOPMENT_STATUS."),
                    ResponseField.text("protocolType", "Absent if none was given.")));

    private QueryProduct() {}
}
