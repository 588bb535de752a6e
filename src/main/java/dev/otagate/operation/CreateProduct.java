package dev.otagate.operation;

import dev.otagate.failure.ErrorCode;
import java.util.List;

/** {@code CreateProduct}: creates a product with the given key, or with one that the gateway issues. */
final class CreateProduct {
    private static final List<Parameter> PARAMETERS = List.of(
            ProductParameters.NODE_TYPE,
            ProductParameters.PRODUCT_NAME,
            ProductParameters.DESCRIPTION,
            ProductParameters.DATA_FORMAT,
            ProductParameters.NET_TYPE,
            ProductParameters.AUTH_TYPE,
            ProductParameters.PROTOCOL_TYPE,
            ProductParameters.COMMODITY_CODE,
            ProductParameters.NEW_PRODUCT_KEY);
    private static final Statements STATEMENTS =
            new Statements(PARAMETERS, "create-product.sql", ErrorCode.PRODUCT_NAME_TAKEN, ErrorCode.PRODUCT_KEY_TAKEN);

    static final Operation OPERATION = Operation.change(
            "CreateProduct",
            "Creates a product; unless a key is given, the gateway issues one of 11 characters.",
            PARAMETERS,
            STATEMENTS.rows(),
            STATEMENTS.stored(),
            ResponseField.object(
                    "data",
                    "The product.",
                    ResponseField.text("aliyunCommodityCode", "iothub_senior or iothub."),
                    ResponseField.text("authType", "How devices authenticate."),
                    ResponseField.number("dataFormat", "0 or 1."),
                    ResponseField.text("description", "Absent if none was given."),
                    ResponseField.bool("id2", "Always false."),
                    ResponseField.number("nodeType", "0 or 1."),
                    ResponseField.text("productKey", "The product's key."),
                    ResponseField.text("productName", "The given name."),
                    ResponseField.text("protocolType", "Absent if none was given.")),
            ResponseField.text("productKey", "The product's key."));

    private CreateProduct() {}
}
