package dev.otagate.file;

/** Words of a POSIX shell. A quoted word stands for itself, whatever characters it has. */
public final class ShellWord {
    private ShellWord() {}

    /** The text, in single quotes if a shell would see more in it than a word. */
    public static String quoted(String text) {
        return text.matches("[A-Za-z0-9_/.:=+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /** The text that {@link #quoted} was given. */
    public static String unquoted(String word) {
        boolean isQuoted = word.length() > 1 && word.startsWith("'") && word.endsWith("'");
        return isQuoted ? word.substring(1, word.length() - 1).replace("'\\''", "'") : word;
    }
}
