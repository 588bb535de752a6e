package dev.otagate.operation;

import dev.otagate.failure.ErrorCode;
import dev.otagate.store.Outcome;
import java.util.List;

/**
 * {@code UpdateOTAModule}: changes alias and description of a module; an absent one keeps its value, an empty Desc clears it.
 */
final class UpdateOtaModule {
    static final Operation OPERATION = new Operation(
            "UpdateOTAModule",
            List.of(
                    ModuleParameters.PRODUCT_KEY,
                    ModuleParameters.MODULE_NAME,
                    ModuleParameters.ALIAS_NAME,
                    ModuleParameters.DESC),
            new ChangeStatement(
                    SqlResource.read("update-ota-module.sql"),
                    List.of(
                            Outcome.Done.NOTHING_TO_TELL,
                            new Outcome.Refused(ErrorCode.NONCE_USED),
                            new Outcome.Refused(ErrorCode.UNKNOWN_PRODUCT),
                            new Outcome.Refused(ErrorCode.UNKNOWN_MODULE),
                            new Outcome.AskAgain())));

    private UpdateOtaModule() {}
}
