package dev.otagate.server;

import java.util.HexFormat;

/** Escapes text for the log, so that no value can end a line, end its quotes, or control a terminal. */
final class LogText {
    private static final int MAX_LENGTH = 4_096;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String TRUNCATED = "...(truncated)";

    private LogText() {}

    /** Appends a value without quotes. Escapes backslashes, quotes and characters that are not printable. Truncates long values. */
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
            target.append(TRUNCATED);
        }
    }

    /** Whether text needs no quotes: it cannot be mistaken for a field. */
    static boolean isPlain(String text) {
        return text.length() <= MAX_LENGTH
                && text.codePoints().allMatch(c -> isPrintable(c) && c != '"' && c != '\\' && c != '=');
    }

    /** Whether a code point is a visible character or a space. */
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

    static String escape(int c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> {
                StringBuilder escape = new StringBuilder();
                for (char unit : Character.toChars(c)) {
                    escape.append("\\u").append(HEX.toHexDigits(unit));
                }
                yield escape.toString();
            }
        };
    }
}
