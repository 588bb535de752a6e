package dev.otagate.operation;

import dev.otagate.failure.ErrorCode;
import dev.otagate.store.Outcome;
import java.util.List;

/**
 * {@code DeleteOTAModule}: deletes a module and frees its place among the ten.
 */
final class DeleteOtaModule {
    static final Operation OPERATION = new Operation(
            "DeleteOTAModule",
            List.of(ModuleParameters.PRODUCT_KEY, ModuleParameters.MODULE_NAME),
            new ChangeStatement(
                    SqlResource.read("delete-ota-module.sql"),
                    List.of(
                            Outcome.Done.NOTHING_TO_TELL,
                            new Outcome.Refused(ErrorCode.NONCE_USED),
                            new Outcome.Refused(ErrorCode.UNKNOWN_PRODUCT),
                            new Outcome.Refused(ErrorCode.UNKNOWN_MODULE),
                            new Outcome.AskAgain(),
                            new Outcome.Refused(ErrorCode.DEFAULT_MODULE_NOT_DELETABLE))));

    private DeleteOtaModule() {}
}
