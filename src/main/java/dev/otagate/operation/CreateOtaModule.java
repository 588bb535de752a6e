package dev.otagate.operation;

import dev.otagate.failure.ErrorCode;
import dev.otagate.store.StoreStatement;
import java.util.List;
import java.util.Optional;

/**
 * {@code CreateOTAModule}: creates a module of a product. Constraints of the table {@code ota_module} keep the limit of ten and the
 * unique names. {@code create-ota-module-fast.sql} runs first; after a conflict, {@code create-ota-module.sql}.
 */
final class CreateOtaModule {
    private static final List<Parameter> PARAMETERS = List.of(
            ModuleParameters.PRODUCT_KEY,
            ModuleParameters.MODULE_NAME,
            ModuleParameters.ALIAS_NAME,
            ModuleParameters.DESC);
    private static final StatementText TEXT = new StatementText(PARAMETERS, "create-ota-module.sql");
    private static final Outcomes OUTCOMES =
            new Outcomes(ErrorCode.UNKNOWN_PRODUCT, ErrorCode.MODULE_NAME_TAKEN, ErrorCode.MODULE_COUNT_EXCEEDED);
    private static final StoreStatement FALLBACK = ArrayStatement.of(TEXT.arrayOfOutcomes(), OUTCOMES);
    private static final StoreStatement FAST =
            new ArrayStatement(TEXT.arrayOfOutcomesFrom("create-ota-module-fast.sql"), OUTCOMES, Optional.of(FALLBACK));

    static final Operation OPERATION = Operation.change(
            "CreateOTAModule",
            "Creates a module of a product.",
            PARAMETERS,
            FAST,
            RowStatement.of(TEXT.storedOutcomes(), OUTCOMES),
            List.of());

    private CreateOtaModule() {}
}
