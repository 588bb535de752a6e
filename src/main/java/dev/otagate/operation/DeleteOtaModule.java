package dev.otagate.operation;

import dev.otagate.failure.ErrorCode;
import dev.otagate.store.Outcome;
import dev.otagate.store.StoreStatement;
import java.util.List;

/** {@code DeleteOTAModule}: deletes a module and frees its place among the ten. */
final class DeleteOtaModule implements Operation {
    private static final StoreStatement STATEMENT = new ChangeStatement(
            SqlResource.read("delete-ota-module.sql"),
            List.of(
                    Outcome.Done.NOTHING_TO_TELL,
                    new Outcome.Refused(ErrorCode.NONCE_USED),
                    new Outcome.Refused(ErrorCode.UNKNOWN_PRODUCT),
                    new Outcome.Refused(ErrorCode.UNKNOWN_MODULE),
                    new Outcome.AskAgain(),
                    new Outcome.Refused(ErrorCode.DEFAULT_MODULE_NOT_DELETABLE)));

    @Override
    public String name() {
        return "DeleteOTAModule";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(ModuleParameters.PRODUCT_KEY, ModuleParameters.MODULE_NAME);
    }

    @Override
    public StoreStatement statement() {
        return STATEMENT;
    }
}
