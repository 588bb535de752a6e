package dev.otagate.diagnosis;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A parameter of a request, decoded leniently.
 *
 * @param rawName as it was sent, one character for each octet
 * @param inBody whether it was in the body
 */
record Pair(String name, String value, String rawName, String rawValue, boolean inBody) {
    // Clients that do not use UTF-8 use this one most of all.
    private static final String OTHER_CHARSET = "GBK";

    static Pair of(String name, String value) {
        return new Pair(name, value, name, value, false);
    }

    Pair withValue(String other) {
        return new Pair(name, other, rawName, rawValue, inBody);
    }

    Pair withName(String other) {
        return new Pair(other, value, rawName, rawValue, inBody);
    }

    /** The same with the raw name and value in the place of the decoded ones. */
    Pair undecoded() {
        return new Pair(rawName, rawValue, rawName, rawValue, inBody);
    }

    /** The parameters of a query or a form, in their order. */
    static List<Pair> parse(String form, boolean inBody) {
        List<Pair> pairs = new ArrayList<>();
        for (String part : form.split("&", -1)) {
            if (!part.isEmpty()) {
                int equals = part.indexOf('=');
                String name = equals < 0 ? part : part.substring(0, equals);
                String value = equals < 0 ? "" : part.substring(equals + 1);
                pairs.add(new Pair(decode(name), decode(value), name, value, inBody));
            }
        }
        return pairs;
    }

    /** Whether name and value are UTF-8: the gateway rejects others. */
    boolean isUtf8() {
        return isUtf8(rawName) && isUtf8(rawValue);
    }

    private static boolean isUtf8(String octets) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(decodedOctets(octets)));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Decodes a form's text; an invalid escape stays as it is. */
    static String decode(String octets) {
        return text(decodedOctets(octets));
    }

    private static byte[] decodedOctets(String octets) {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(octets.length());
        for (int i = 0; i < octets.length(); i++) {
            char c = octets.charAt(i);
            int hex = c == '%' && i + 2 < octets.length()
                    ? Character.digit(octets.charAt(i + 1), 16) << 4 | Character.digit(octets.charAt(i + 2), 16)
                    : -1;
            if (hex >= 0) {
                decoded.write(hex);
                i += 2;
            } else {
                decoded.write(c == '+' ? ' ' : c);
            }
        }
        return decoded.toByteArray();
    }

    /** The text of octets in UTF-8; in another character set if they are not UTF-8. */
    static String text(byte[] octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(
                    octets,
                    Charset.isSupported(OTHER_CHARSET) ? Charset.forName(OTHER_CHARSET) : StandardCharsets.ISO_8859_1);
        }
    }
}
