package dev.otagate.operation;

import dev.otagate.failure.ErrorCode;
import java.util.List;
import java.util.Optional;

/** {@code BatchCreateOTAModule}: creates up to 100 modules of one or several products, with an outcome for each. */
final class BatchCreateOtaModule {
    private static final List<Parameter> PARAMETERS = List.of(
            Parameter.required("Modules", ErrorCode.NULL_MODULES, ModuleList.RULE, ErrorCode.INVALID_MODULES),
            Parameter.optional(
                    "Atomic",
                    ParameterRule.oneOf("true: all modules are created or none; default false.", "true", "false"),
                    ErrorCode.INVALID_ATOMIC));
    private static final Statements STATEMENTS = new Statements(
            PARAMETERS, "batch-create-ota-module.sql", ErrorCode.NO_MODULE_CREATED, ErrorCode.ATOMIC_BATCH_REJECTED);

    static final Operation OPERATION = new Operation(
            "BatchCreateOTAModule",
            "Creates up to 100 modules of one or several products, with an outcome for each.",
            PARAMETERS,
            STATEMENTS.rows().slow(),
            Optional.of(STATEMENTS.stored().slow()),
            List.of(ResponseField.list(
                    "data",
                    "The outcomes, in the order of the modules; also if none was created.",
                    ResponseField.text("productKey", "As in the request."),
                    ResponseField.text("moduleName", "As in the request."),
                    ResponseField.bool("success", "Whether the module was created."),
                    ResponseField.text("code", "Why it was not; absent if it was."),
                    ResponseField.text("errorMessage", "The code's message; absent if it was created."))),
            values -> ModuleList.count(values.get(0)));

    private BatchCreateOtaModule() {}
}
