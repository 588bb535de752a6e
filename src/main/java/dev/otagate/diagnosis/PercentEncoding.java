package dev.otagate.diagnosis;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A way to percent-encode text, correct or not. Immutable.
 *
 * @param kept the characters that are not encoded
 * @param spaceAsPlus whether a space becomes {@code +}
 * @param lowerCase whether the hexadecimal digits are in lower case
 * @param onlyAscii whether octets beyond ASCII are not encoded
 */
record PercentEncoding(Charset charset, String kept, boolean spaceAsPlus, boolean lowerCase, boolean onlyAscii) {
    private static final String ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final HexFormat UPPER = HexFormat.of().withUpperCase();
    private static final HexFormat LOWER = HexFormat.of();

    /** The encoding of the contract. */
    static final PercentEncoding CORRECT =
            new PercentEncoding(StandardCharsets.UTF_8, ALPHANUMERIC + "-_.~", false, false, false);

    PercentEncoding keeping(String more) {
        return new PercentEncoding(charset, kept + more, spaceAsPlus, lowerCase, onlyAscii);
    }

    PercentEncoding encoding(String more) {
        StringBuilder fewer = new StringBuilder(kept);
        more.chars().forEach(c -> {
            int index = fewer.indexOf(Character.toString(c));
            if (index >= 0) {
                fewer.deleteCharAt(index);
            }
        });
        return new PercentEncoding(charset, fewer.toString(), spaceAsPlus, lowerCase, onlyAscii);
    }

    PercentEncoding withPlus() {
        return new PercentEncoding(charset, kept, true, lowerCase, onlyAscii);
    }

    PercentEncoding withLowerCase() {
        return new PercentEncoding(charset, kept, spaceAsPlus, true, onlyAscii);
    }

    PercentEncoding withOnlyAscii() {
        return new PercentEncoding(charset, kept, spaceAsPlus, lowerCase, true);
    }

    PercentEncoding in(Charset other) {
        return new PercentEncoding(other, kept, spaceAsPlus, lowerCase, onlyAscii);
    }

    /** The form encoding of Java and of HTML. */
    static PercentEncoding form() {
        return CORRECT.withPlus().keeping("*").encoding("~");
    }

    String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length() * 2);
        HexFormat hex = lowerCase ? LOWER : UPPER;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ' && spaceAsPlus) {
                encoded.append('+');
            } else if (c >= 0x80 ? onlyAscii : isKept(c)) {
                encoded.append(c);
            } else if (c < 0x80 && charset.equals(StandardCharsets.UTF_8)) {
                encoded.append('%').append(hex.toHexDigits((byte) c));
            } else {
                int codePoint = text.codePointAt(i);
                for (byte octet : Character.toString(codePoint).getBytes(charset)) {
                    encoded.append('%').append(hex.toHexDigits(octet));
                }
                i += Character.charCount(codePoint) - 1;
            }
        }
        return encoded.toString();
    }

    private boolean isKept(int c) {
        boolean alphanumeric = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
        return alphanumeric || kept.indexOf(c, ALPHANUMERIC.length()) >= 0;
    }

    /** JavaScript's old function {@code escape}. */
    static String escape(String text) {
        StringBuilder encoded = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80 && (ALPHANUMERIC + "@*_+-./").indexOf(c) >= 0) {
                encoded.append(c);
            } else if (c < 0x100) {
                encoded.append('%').append(UPPER.toHexDigits((byte) c));
            } else {
                encoded.append("%u").append(UPPER.toHexDigits(c));
            }
        }
        return encoded.toString();
    }
}
