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

    /** Chinese: the Han script, extensions included; those from H on are newer than the tables of some Java runtimes. */
    static boolean isHan(int c) {
        return UnicodeScript.of(c) == UnicodeScript.HAN || c >= 0x2EBF0 && c <= 0x2EE5D || c >= 0x31350 && c <= 0x33479;
    }

    /** The blocks Hiragana and Katakana, with the marks that both scripts share. */
    static boolean isKana(int c) {
        return c >= 0x3040 && c <= 0x30FF;
    }

    /** PostgreSQL cannot hold a NUL. */
    static boolean isStorable(int c) {
        return c != 0;
    }
}
