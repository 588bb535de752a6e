package dev.otagate.account;

import io.vertx.core.Future;

/** The rule for the names that operators give to accounts and products. The database checks their length, too. */
public final class OperatorName {
    static final String RULE = "1 to 64 characters, not only spaces, and no control characters";
    private static final int MAX = 64;

    private OperatorName() {}

    /** Whether a name obeys the rule. */
    public static boolean isValid(String name) {
        boolean isBlank = name.codePoints().allMatch(c -> Character.isSpaceChar(c) || Character.isWhitespace(c));
        return !isBlank
                && name.codePointCount(0, name.length()) <= MAX
                && name.codePoints().noneMatch(OperatorName::isControl);
    }

    /** Fails with an {@link AccountException} that has the message, if the name breaks the rule. */
    static Future<Void> check(String name, String message) {
        return isValid(name) ? Future.succeededFuture() : Future.failedFuture(new AccountException(message));
    }

    // Also those that end a line, change the direction of text, or are no characters.
    private static boolean isControl(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
