package dev.otagate.operation;

import java.lang.Character.UnicodeScript;

/** The kinds of characters in the contract's rules, by code point. */
final class Characters {
    private Characters() {}

    static boolean isLetterOrDigit(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    static boolean isNameCharacter(int c) {
        return isLetterOrDigit(c) || c == '.' || c == '-' || c == '_';
    }

    /** Chinese: the Han script with its extensions. Some Java runtimes do not have those from H on. */
    static boolean isHan(int c) {
        return UnicodeScript.of(c) == UnicodeScript.HAN || c >= 0x2EBF0 && c <= 0x2EE5D || c >= 0x31350 && c <= 0x33479;
    }

    /** Japanese syllables: the blocks Hiragana and Katakana. */
    static boolean isKana(int c) {
        return c >= 0x3040 && c <= 0x30FF;
    }
}
