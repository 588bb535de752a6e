package dev.otagate.operation;

import java.lang.Character.UnicodeScript;
import java.util.function.IntPredicate;

/** The kinds of characters that the contract's rules speak of, by code point. */
final class Characters {
    private Characters() {}

    static boolean all(String value, IntPredicate kind) {
        return value.codePoints().allMatch(kind);
    }

    static boolean isLetterOrDigit(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    /** Letters, digits, period, hyphen and underscore. */
    static boolean isNameCharacter(int c) {
        return isLetterOrDigit(c) || c == '.' || c == '-' || c == '_';
    }

    /** Chinese: the Han script, extensions included. */
    static boolean isHan(int c) {
        return UnicodeScript.of(c) == UnicodeScript.HAN;
    }

    static boolean isKana(int c) {
        UnicodeScript script = UnicodeScript.of(c);
        return script == UnicodeScript.HIRAGANA || script == UnicodeScript.KATAKANA;
    }

    /** PostgreSQL cannot hold a NUL. */
    static boolean isStorable(int c) {
        return c != 0;
    }
}
