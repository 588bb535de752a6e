package dev.otagate.config;

/** Makes one line of a message, which may have names from arguments, files or the environment. */
public final class OneLine {
    private OneLine() {}

    /** The text with a space for each sequence of line breaks and control characters. */
    public static String of(String text) {
        return text.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ");
    }
}
