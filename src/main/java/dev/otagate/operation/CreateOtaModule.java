package dev.otagate.operation;

import dev.otagate.failure.ErrorCode;
import java.util.List;

/**
 * {@code CreateOTAModule}: creates a module of a product. The limit of ten and the unique name are kept by the constraints
 * of the table {@code ota_module}; {@code create-ota-module.sql} finds a free slot and tells the outcomes apart.
 */
final class CreateOtaModule {
    static final Operation OPERATION = Operation.change(
            "CreateOTAModule",
            "Creates a module of a product.",
            List.of(
                    ModuleParameters.PRODUCT_KEY,
                    ModuleParameters.MODULE_NAME,
                    ModuleParameters.ALIAS_NAME,
                    ModuleParameters.DESC),
            "create-ota-module.sql",
            new Outcomes(ErrorCode.UNKNOWN_PRODUCT, ErrorCode.MODULE_NAME_TAKEN, ErrorCode.MODULE_COUNT_EXCEEDED));

    private CreateOtaModule() {}
}
