package dev.otagate.signature;

import dev.otagate.parameter.Parameters;
import java.nio.charset.StandardCharsets;

/**
 * Builds the string to sign of a request (contract: "Signature", steps 1 to 4) from its decoded parameters.
 *
 * <p>The canonical query is percent-encoded twice in it, once pair by pair and once as a whole; both are written in one
 * pass, so that {@code =} becomes {@code %3D}, {@code &} becomes {@code %26} and an encoded octet {@code %25XX}.
 */
public final class StringToSign {
    private static final String SIGNATURE = "Signature";
    private static final int INITIAL_CAPACITY = 1024;
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final boolean[] UNRESERVED = unreserved();

    private StringToSign() {}

    /** The ASCII bytes of the string to sign, over all parameters but {@code Signature}. */
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
            encode(target, name, "%25");
            target.put("%3D");
            encode(target, parameters.get(name), "%25");
        }
        return target.toByteArray();
    }

    /** Percent-encodes UTF-8 octets once: {@code A-Z a-z 0-9 - _ . ~} stay, all else is {@code %XX} in upper case. */
    public static String percentEncode(String text) {
        OctetBuffer target = new OctetBuffer(text.length() + 16);
        encode(target, text, "%");
        return target.toString();
    }

    private static void encode(OctetBuffer target, String text, String escape) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                encodeOctets(target, text.substring(i).getBytes(StandardCharsets.UTF_8), escape);
                return;
            }
            encodeOctet(target, c, escape);
        }
    }

    private static void encodeOctets(OctetBuffer target, byte[] octets, String escape) {
        for (byte octet : octets) {
            encodeOctet(target, octet & 0xFF, escape);
        }
    }

    private static void encodeOctet(OctetBuffer target, int octet, String escape) {
        if (UNRESERVED[octet]) {
            target.put(octet);
        } else {
            target.put(escape);
            target.put(HEX[octet >> 4]);
            target.put(HEX[octet & 0xF]);
        }
    }

    private static boolean[] unreserved() {
        boolean[] unreserved = new boolean[256];
        for (char c : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~".toCharArray()) {
            unreserved[c] = true;
        }
        return unreserved;
    }
}
