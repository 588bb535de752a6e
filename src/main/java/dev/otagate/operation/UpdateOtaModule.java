package dev.otagate.operation;

import dev.otagate.failure.ErrorCode;
import java.util.List;

/**
 * {@code UpdateOTAModule}: changes alias and description of a module; an absent one keeps its value, an empty Desc clears it.
 */
final class UpdateOtaModule {
    private static final List<Parameter> PARAMETERS = List.of(
            ModuleParameters.PRODUCT_KEY,
            ModuleParameters.MODULE_NAME,
            ModuleParameters.ALIAS_NAME,
            ModuleParameters.DESC);

    static final Operation OPERATION = Operation.change(
            "UpdateOTAModule",
            "Changes a module's alias and description; an absent one keeps its value, an empty Desc clears it.",
            PARAMETERS,
            new StatementText(PARAMETERS, "update-ota-module.sql"),
            new Outcomes(ErrorCode.UNKNOWN_PRODUCT, ErrorCode.UNKNOWN_MODULE));

    private UpdateOtaModule() {}
}
