package dev.otagate.file;

/** Quotes words for a POSIX shell. */
public final class ShellWord {
    private ShellWord() {}

    /** The text, in single quotes if it has special characters. */
    public static String quoted(String text) {
        return text.matches("[A-Za-z0-9_/.:=+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /** The text of a word that {@link #quoted} returned. */
    public static String unquoted(String word) {
        boolean isQuoted = word.length() > 1 && word.startsWith("'") && word.endsWith("'");
        return isQuoted ? word.substring(1, word.length() - 1).replace("'\\''", "'") : word;
    }
}
