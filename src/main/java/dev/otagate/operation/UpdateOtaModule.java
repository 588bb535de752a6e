package dev.otagate.operation;

import dev.otagate.failure.ErrorCode;

/** {@code UpdateOTAModule}: changes alias and description of a module; an absent one keeps its value, an empty Desc clears it. */
final class UpdateOtaModule {
    private static final Statements STATEMENTS = new Statements(
            ModuleParameters.ALL, "update-ota-module.sql", ErrorCode.UNKNOWN_PRODUCT, ErrorCode.UNKNOWN_MODULE);

    static final Operation OPERATION = Operation.change(
            "UpdateOTAModule",
            "Changes a module's alias and description; an absent one keeps its value, an empty Desc clears it.",
            ModuleParameters.ALL,
            STATEMENTS.array(),
            STATEMENTS.stored());

    private UpdateOtaModule() {}
}
