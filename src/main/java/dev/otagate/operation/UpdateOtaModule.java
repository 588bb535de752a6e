package dev.otagate.operation;

import dev.otagate.failure.ErrorCode;
import dev.otagate.store.Outcome;
import dev.otagate.store.StoreStatement;
import java.util.List;

/** {@code UpdateOTAModule}: changes alias and description; an absent one keeps its value, an empty Desc clears it. */
final class UpdateOtaModule implements Operation {
    private static final StoreStatement STATEMENT = new ChangeStatement(
            SqlResource.read("update-ota-module.sql"),
            List.of(
                    Outcome.Done.NOTHING_TO_TELL,
                    new Outcome.Refused(ErrorCode.NONCE_USED),
                    new Outcome.Refused(ErrorCode.UNKNOWN_PRODUCT),
                    new Outcome.Refused(ErrorCode.UNKNOWN_MODULE),
                    new Outcome.AskAgain()));

    @Override
    public String name() {
        return "UpdateOTAModule";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                ModuleParameters.PRODUCT_KEY,
                ModuleParameters.MODULE_NAME,
                ModuleParameters.ALIAS_NAME,
                ModuleParameters.DESC);
    }

    @Override
    public StoreStatement statement() {
        return STATEMENT;
    }
}
