package dev.otagate.operation;

import dev.otagate.failure.ErrorCode;

/** The parameters that operations on modules share. Lengths count code points, never bytes or UTF-16 units. */
final class ModuleParameters {
    private static final int MAX_NAME = 64;
    private static final int MAX_DESC = 100;

    static final Parameter PRODUCT_KEY = Parameter.required(
            "ProductKey",
            "product_key",
            ErrorCode.NULL_PRODUCT_KEY,
            ParameterRule.text(
                    "Names a product of the caller's account.",
                    1,
                    MAX_NAME,
                    "^[A-Za-z0-9]*$",
                    Characters::isLetterOrDigit),
            ErrorCode.INVALID_PRODUCT_KEY);

    static final Parameter MODULE_NAME = Parameter.required(
            "ModuleName",
            "module_name",
            ErrorCode.NULL_MODULE_NAME,
            ParameterRule.text(
                    "Unique in the product without regard to case; the spelling given at creation is kept.",
                    1,
                    MAX_NAME,
                    "^[A-Za-z0-9._-]*$",
                    Characters::isNameCharacter),
            ErrorCode.INVALID_MODULE_NAME);

    static final Parameter ALIAS_NAME = Parameter.optional(
            "AliasName",
            "alias_name",
            ParameterRule.text(
                    "What people call the module.",
                    1,
                    MAX_NAME,
                    "^[\\p{Script=Han}A-Za-z0-9._-]*$",
                    Characters::isAliasCharacter),
            ErrorCode.INVALID_ALIAS_NAME);

    static final Parameter DESC = Parameter.optional(
            "Desc",
            "description",
            ParameterRule.text("Free text, may be empty.", 0, MAX_DESC, "^[^\\u0000]*$", Characters::isStorable),
            ErrorCode.LONG_MODULE_DESC);

    private ModuleParameters() {}
}
