package dev.otagate.operation;

import dev.otagate.failure.ErrorCode;
import java.util.List;

/** {@code DeleteOTAModule}: deletes a module and frees its place among the ten. */
final class DeleteOtaModule {
    private static final List<Parameter> PARAMETERS =
            List.of(ModuleParameters.PRODUCT_KEY, ModuleParameters.MODULE_NAME);

    static final Operation OPERATION = Operation.change(
            "DeleteOTAModule",
            "Deletes a module, which frees its place among the ten.",
            PARAMETERS,
            new StatementText(PARAMETERS, "delete-ota-module.sql"),
            new Outcomes(ErrorCode.UNKNOWN_PRODUCT, ErrorCode.UNKNOWN_MODULE, ErrorCode.DEFAULT_MODULE_NOT_DELETABLE));

    private DeleteOtaModule() {}
}
