package dev.otagate.operation;

import dev.otagate.failure.ErrorCode;

/**
 * {@code CreateOTAModule}: creates a module of a product. Constraints of the table {@code ota_module} keep the limit of ten and the
 * unique names. {@code create-ota-module-fast.sql} runs first; after a conflict, {@code create-ota-module.sql}.
 */
final class CreateOtaModule {
    private static final Statements STATEMENTS = new Statements(
            ModuleParameters.ALL,
            "create-ota-module.sql",
            ErrorCode.UNKNOWN_PRODUCT,
            ErrorCode.MODULE_NAME_TAKEN,
            ErrorCode.MODULE_COUNT_EXCEEDED);

    static final Operation OPERATION = Operation.change(
            "CreateOTAModule",
            "Creates a module of a product.",
            ModuleParameters.ALL,
            STATEMENTS.fastArray("create-ota-module-fast.sql"),
            STATEMENTS.stored());

    private CreateOtaModule() {}
}
