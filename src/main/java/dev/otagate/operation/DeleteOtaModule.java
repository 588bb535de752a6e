package dev.otagate.operation;

import dev.otagate.failure.ErrorCode;
import java.util.List;

/** {@code DeleteOTAModule}: deletes a module and frees its place among the ten. */
final class DeleteOtaModule {
    private static final List<Parameter> PARAMETERS =
            List.of(ModuleParameters.PRODUCT_KEY, ModuleParameters.MODULE_NAME);
    private static final Statements STATEMENTS = new Statements(
            PARAMETERS,
            "delete-ota-module.sql",
            ErrorCode.UNKNOWN_PRODUCT,
            ErrorCode.UNKNOWN_MODULE,
            ErrorCode.DEFAULT_MODULE_NOT_DELETABLE);

    static final Operation OPERATION = Operation.change(
            "DeleteOTAModule",
            "Deletes a module, which frees its place among the ten.",
            PARAMETERS,
            STATEMENTS.array(),
            STATEMENTS.stored());

    private DeleteOtaModule() {}
}
