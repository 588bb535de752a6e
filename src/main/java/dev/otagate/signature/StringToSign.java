package dev.otagate.signature;

import dev.otagate.parameter.Parameters;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Builds the string to sign of a request (contract: "Signature", steps 1 to 4) from its decoded parameters.
 *
 * <p>It has the canonical query percent-encoded twice: first each pair, then the whole. This class does both in one pass: {@code =} becomes
 * {@code %3D}, {@code &} becomes {@code %26} and an encoded octet becomes {@code %25XX}.
 */
public final class StringToSign {
    private static final String SIGNATURE = "Signature";
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
    private static final int INITIAL_CAPACITY = 1024;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final byte[][] ONCE = forms("%");
    private static final byte[][] TWICE = forms("%25");

    private StringToSign() {}

    /** Returns the ASCII bytes of the string to sign, with all parameters except {@code Signature}. */
    public static byte[] of(String httpMethod, Parameters parameters) {
        OctetBuffer target = new OctetBuffer(INITIAL_CAPACITY);
        target.put(httpMethod);
        target.put("&%2F&");
        boolean first = true;
        for (String name : parameters.sortedNames()) {
            if (name.equals(SIGNATURE)) {
                continue;
            }
            if (!first) {
                target.put("%26");
            }
            first = false;
            encode(target, name, TWICE);
            target.put("%3D");
            encode(target, parameters.get(name), TWICE);
        }
        return target.toByteArray();
    }

    /** Percent-encodes UTF-8 octets once: {@code A-Z a-z 0-9 - _ . ~} stay, all else is {@code %XX} in upper case. */
    public static String percentEncode(String text) {
        OctetBuffer target = new OctetBuffer(text.length() + 16);
        encode(target, text, ONCE);
        return target.toString();
    }

    private static void encode(OctetBuffer target, String text, byte[][] forms) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                for (byte octet : text.substring(i).getBytes(StandardCharsets.UTF_8)) {
                    target.put(forms[octet & 0xFF]);
                }
                return;
            }
            target.put(forms[c]);
        }
    }

    // The encoded form of each octet: itself, or the escape with its digits.
    private static byte[][] forms(String escape) {
        byte[][] forms = new byte[256][];
        for (int octet = 0; octet < forms.length; octet++) {
            String form =
                    UNRESERVED.indexOf(octet) >= 0 ? Character.toString(octet) : escape + HEX.toHexDigits((byte) octet);
            forms[octet] = form.getBytes(StandardCharsets.US_ASCII);
        }
        return forms;
    }
}
