package dev.otagate.operation;

import dev.otagate.failure.ErrorCode;
import java.util.List;

/**
 * {@code DeleteProduct}: deletes a product that has no custom modules. The foreign key of the modules keeps a concurrent create from
 * leaving one behind.
 */
final class DeleteProduct {
    private static final List<Parameter> PARAMETERS = List.of(ModuleParameters.PRODUCT_KEY);
    private static final Statements STATEMENTS =
            new Statements(PARAMETERS, "delete-product.sql", ErrorCode.UNKNOWN_PRODUCT, ErrorCode.PRODUCT_HAS_MODULES);

    static final Operation OPERATION = Operation.change(
            "DeleteProduct",
            "Deletes a product that has no custom modules.",
            PARAMETERS,
            STATEMENTS.array(),
            STATEMENTS.stored());

    private DeleteProduct() {}
}
