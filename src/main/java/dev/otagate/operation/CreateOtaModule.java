package dev.otagate.operation;

import dev.otagate.failure.ErrorCode;
import java.util.List;

/**
 * {@code CreateOTAModule}: creates a module of a product. The key of the table {@code ota_module} keeps the limit of ten; the
 * key and the order in which slots are taken keep names apart (docs/decisions/0012-one-index.md). Batches are served by
 * {@code create-ota-module-optimistic.sql}, where they name no product twice by {@code create-ota-module-distinct.sql}, and
 * where they meet one another by {@code create-ota-module.sql}.
 */
final class CreateOtaModule {
    private static final List<Parameter> PARAMETERS = List.of(
            ModuleParameters.PRODUCT_KEY,
            ModuleParameters.MODULE_NAME,
            ModuleParameters.ALIAS_NAME,
            ModuleParameters.DESC);

    private static final Outcomes OUTCOMES =
            new Outcomes(ErrorCode.UNKNOWN_PRODUCT, ErrorCode.MODULE_NAME_TAKEN, ErrorCode.MODULE_COUNT_EXCEEDED);

    static final Operation OPERATION = Operation.change(
            "CreateOTAModule",
            "Creates a module of a product.",
            PARAMETERS,
            new StatementText(
                    PARAMETERS,
                    "create-ota-module.sql",
                    "create-ota-module-optimistic.sql",
                    "create-ota-module-distinct.sql"),
            OUTCOMES);

    private CreateOtaModule() {}
}
