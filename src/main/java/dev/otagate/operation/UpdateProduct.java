package dev.otagate.operation;

import dev.otagate.failure.ErrorCode;
import java.util.List;

/** {@code UpdateProduct}: changes name and description of a product; an absent one keeps its value, an empty Description clears it. */
final class UpdateProduct {
    private static final List<Parameter> PARAMETERS =
            List.of(ModuleParameters.PRODUCT_KEY, ProductParameters.NEW_PRODUCT_NAME, ProductParameters.DESCRIPTION);
    private static final Statements STATEMENTS =
            new Statements(PARAMETERS, "update-product.sql", ErrorCode.UNKNOWN_PRODUCT, ErrorCode.PRODUCT_NAME_TAKEN);

    static final Operation OPERATION = Operation.change(
            "UpdateProduct",
            "Changes a product's name and description; an absent one keeps its value, an empty Description clears it.",
            PARAMETERS,
            STATEMENTS.array(),
            STATEMENTS.stored());

    private UpdateProduct() {}
}
