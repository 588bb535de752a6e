package dev.otagate.operation;

import dev.otagate.failure.ErrorCode;
import java.util.List;
import java.util.Optional;

/**
 * {@code DeleteProduct}: deletes a product that has no custom modules. No foreign key leads from modules to products, so the
 * statement excludes the creates of all nodes from the deletion to its commit.
 */
final class DeleteProduct {
    private static final List<Parameter> PARAMETERS = List.of(ModuleParameters.PRODUCT_KEY);
    private static final StatementText TEXT = new StatementText(PARAMETERS, "delete-product.sql");
    private static final Outcomes MEANINGS = new Outcomes(ErrorCode.UNKNOWN_PRODUCT, ErrorCode.PRODUCT_HAS_MODULES);

    static final Operation OPERATION = new Operation(
            "DeleteProduct",
            "Deletes a product that has no custom modules.",
            PARAMETERS,
            RowStatement.of(TEXT.rowsOfOutcomes(), MEANINGS),
            Optional.of(RowStatement.of(TEXT.keptOutcomes(), MEANINGS)),
            List.of());

    private DeleteProduct() {}
}
