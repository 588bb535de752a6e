package dev.otagate.operation;

import dev.otagate.failure.ErrorCode;
import java.util.List;

/** {@code ListOTAModuleByProduct}: the custom modules of a product, oldest first. */
final class ListOtaModuleByProduct {
    private static final List<Parameter> PARAMETERS = List.of(ModuleParameters.PRODUCT_KEY);

    static final Operation OPERATION = Operation.query(
            "ListOTAModuleByProduct",
            "Lists the custom modules of a product, oldest first.",
            PARAMETERS,
            new Statements(PARAMETERS, "list-ota-module-by-product.sql", ErrorCode.UNKNOWN_PRODUCT).rows(),
            ResponseField.list(
                    "data",
                    "The modules.",
                    ResponseField.text("aliasName", "Absent if none was given."),
                    ResponseField.text("desc", "Absent if none was given."),
                    ResponseField.text("gmtCreate", "UTC, yyyy-MM-dd'T'HH:mm'Z'."),
                    ResponseField.text("gmtModified", "UTC, yyyy-MM-dd'T'HH:mm'Z'."),
                    ResponseField.text("moduleName", "As it was spelt at creation."),
                    ResponseField.text("productKey", "The product.")));

    private ListOtaModuleByProduct() {}
}
