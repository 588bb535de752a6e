package dev.otagate.server;

import java.util.HexFormat;

/** Escapes text for a log, so that no value can end a line, end its own quotes, or control a terminal. */
final class LogText {
    private static final int MAX_LENGTH = 4_096;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String MARK_OF_CUT = "...(truncated)";

    private LogText() {}

    /** Appends a value without quotes. Backslash and quote are escaped, and all that is not printable. */
    static void append(StringBuilder target, String value) {
        int length = Math.min(value.length(), MAX_LENGTH);
        for (int i = 0; i < length; ) {
            int c = value.codePointAt(i);
            i += Character.charCount(c);
            if (c == '"' || c == '\\') {
                target.append('\\').append((char) c);
            } else if (isPrintable(c)) {
                target.appendCodePoint(c);
            } else {
                target.append(escape(c));
            }
        }
        if (value.length() > length) {
            target.append(MARK_OF_CUT);
        }
    }

    /** Whether text can stand in a line without quotes: it cannot be taken for a field. */
    static boolean isPlain(String text) {
        return text.length() <= MAX_LENGTH
                && text.codePoints().allMatch(c -> isPrintable(c) && c != '"' && c != '\\' && c != '=');
    }

    /** Whether a code point is shown as one visible character or a space; no control, format, line separator, half or no character. */
    static boolean isPrintable(int c) {
        if (c < 0x7F) {
            return c >= ' ';
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    /** The escape of a code point as JSON has it. */
    static String escape(int c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> {
                StringBuilder escape = new StringBuilder();
                for (char half : Character.toChars(c)) {
                    escape.append("\\u").append(HEX.toHexDigits(half));
                }
                yield escape.toString();
            }
        };
    }
}
