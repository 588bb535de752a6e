package dev.otagate.operation;

import dev.otagate.failure.ErrorCode;
import java.util.List;
import java.util.Optional;

/** The parameters that operations on modules share. Lengths count code points, never bytes or UTF-16 units. */
final class ModuleParameters {
    static final Parameter PRODUCT_KEY = Parameter.required(
            "ProductKey",
            ErrorCode.NULL_PRODUCT_KEY,
            ParameterRule.text(
                            "Names a product of the caller's account.",
                            1,
                            64,
                            "^[A-Za-z0-9]*$",
                            Characters::isLetterOrDigit)
                    .withExample("a1uctKe0000"),
            ErrorCode.INVALID_PRODUCT_KEY);

    static final Parameter MODULE_NAME = Parameter.required(
            "ModuleName",
            ErrorCode.NULL_MODULE_NAME,
            ParameterRule.text(
                            "Unique in the product without regard to case; the spelling given at creation is kept.",
                            1,
                            64,
                            "^[A-Za-z0-9._-]*$",
                            Characters::isNameCharacter)
                    .withExample("ble"),
            ErrorCode.INVALID_MODULE_NAME);

    private static final Parameter ALIAS_NAME = Parameter.optional(
            "AliasName",
            ParameterRule.text(
                            "What people call the module.",
                            1,
                            64,
                            "^[\\p{Script=Han}A-Za-z0-9._-]*$",
                            c -> Characters.isNameCharacter(c) || Characters.isHan(c))
                    .withExample("蓝牙模块"),
            ErrorCode.INVALID_ALIAS_NAME);

    // DESC is a keyword of SQL.
    private static final Parameter DESC = new Parameter(
            "Desc",
            "description",
            Optional.empty(),
            ParameterRule.FREE_TEXT.withExample("BLE module"),
            ErrorCode.LONG_MODULE_DESC);

    /** The parameters of a module, key first. */
    static final List<Parameter> ALL = List.of(PRODUCT_KEY, MODULE_NAME, ALIAS_NAME, DESC);

    private ModuleParameters() {}
}
