package dev.otagate.operation;

import dev.otagate.failure.ErrorCode;
import dev.otagate.store.Outcome;
import java.util.List;

/**
 * {@code CreateOTAModule}: creates a module of a product. The limit of ten and the unique name are kept by the constraints
 * of the table {@code ota_module}; {@code create-ota-module.sql} finds a free slot and tells the outcomes apart.
 */
final class CreateOtaModule {
    static final Operation OPERATION = new Operation(
            "CreateOTAModule",
            List.of(
                    ModuleParameters.PRODUCT_KEY,
                    ModuleParameters.MODULE_NAME,
                    ModuleParameters.ALIAS_NAME,
                    ModuleParameters.DESC),
            new ChangeStatement(
                    SqlResource.read("create-ota-module.sql"),
                    List.of(
                            Outcome.Done.NOTHING_TO_TELL,
                            new Outcome.Refused(ErrorCode.NONCE_USED),
                            new Outcome.Refused(ErrorCode.UNKNOWN_PRODUCT),
                            new Outcome.Refused(ErrorCode.MODULE_NAME_TAKEN),
                            new Outcome.Refused(ErrorCode.MODULE_COUNT_EXCEEDED),
                            new Outcome.AskAgain())));

    private CreateOtaModule() {}
}
