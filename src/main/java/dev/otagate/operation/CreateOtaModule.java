package dev.otagate.operation;

import dev.otagate.failure.ErrorCode;
import java.util.List;
import java.util.Optional;

/**
 * {@code CreateOTAModule}: creates a module of a product. The limit of ten and the unique name are kept by the key
 * of the table {@code ota_module}; {@code create-ota-module.sql} finds a free slot and tells the outcomes apart.
 */
final class CreateOtaModule {
    private static final List<Parameter> PARAMETERS = List.of(
            ModuleParameters.PRODUCT_KEY,
            ModuleParameters.MODULE_NAME,
            ModuleParameters.ALIAS_NAME,
            ModuleParameters.DESC);

    static final Operation OPERATION = Operation.change(
            "CreateOTAModule",
            "Creates a module of a product.",
            PARAMETERS,
            new StatementText(PARAMETERS, "create-ota-module.sql", Optional.of("create-ota-module-optimistic.sql")),
            new Outcomes(ErrorCode.UNKNOWN_PRODUCT, ErrorCode.MODULE_NAME_TAKEN, ErrorCode.MODULE_COUNT_EXCEEDED));

    private CreateOtaModule() {}
}
