package dev.otagate.operation;

import dev.otagate.failure.ErrorCode;

/** The parameters that operations on modules share. Lengths count code points, never bytes or UTF-16 units. */
final class ModuleParameters {
    private static final int MAX_NAME = 64;
    private static final int MAX_DESC = 100;

    static final Parameter PRODUCT_KEY = Parameter.required(
            "ProductKey",
            ErrorCode.NULL_PRODUCT_KEY,
            value -> hasLength(value, 1, MAX_NAME) && value.codePoints().allMatch(ModuleParameters::isLetterOrDigit),
            ErrorCode.INVALID_PRODUCT_KEY);

    static final Parameter MODULE_NAME = Parameter.required(
            "ModuleName",
            ErrorCode.NULL_MODULE_NAME,
            value -> hasLength(value, 1, MAX_NAME) && value.codePoints().allMatch(ModuleParameters::isNameCharacter),
            ErrorCode.INVALID_MODULE_NAME);

    static final Parameter ALIAS_NAME = Parameter.optional(
            "AliasName",
            value -> hasLength(value, 1, MAX_NAME) && value.codePoints().allMatch(ModuleParameters::isAliasCharacter),
            ErrorCode.INVALID_ALIAS_NAME);

    static final Parameter DESC =
            Parameter.optional("Desc", ModuleParameters::isDescription, ErrorCode.LONG_MODULE_DESC);

    private ModuleParameters() {}

    private static boolean hasLength(String value, int min, int max) {
        int length = value.codePointCount(0, value.length());
        return length >= min && length <= max;
    }

    // PostgreSQL cannot hold a NUL.
    private static boolean isDescription(String value) {
        return hasLength(value, 0, MAX_DESC) && value.indexOf('\0') < 0;
    }

    private static boolean isLetterOrDigit(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private static boolean isNameCharacter(int c) {
        return isLetterOrDigit(c) || c == '.' || c == '-' || c == '_';
    }

    private static boolean isAliasCharacter(int c) {
        return isNameCharacter(c) || Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
    }
}
