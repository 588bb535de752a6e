package dev.otagate.signature;

import dev.otagate.parameter.Parameters;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Builds the string to sign of a request (contract: "Signature", steps 1 to 4) from its decoded parameters.
 *
 * <p>The canonical query is percent-encoded twice in it, once pair by pair and once as a whole; both are written in one
 * pass, so that {@code =} becomes {@code %3D}, {@code &} becomes {@code %26} and an encoded octet {@code %25XX}.
 */
public final class StringToSign {
    private static final String SIGNATURE = "Signature";
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final boolean[] UNRESERVED = unreserved();

    private StringToSign() {}

    /** The ASCII bytes of the string to sign, over all parameters but {@code Signature}. */
    public static byte[] of(String httpMethod, Parameters parameters) {
        ByteArrayOutputStream target = new ByteArrayOutputStream(768);
        target.writeBytes(httpMethod.getBytes(StandardCharsets.US_ASCII));
        target.writeBytes(new byte[] {'&', '%', '2', 'F', '&'});
        boolean first = true;
        for (String name : parameters.sortedNames()) {
            if (name.equals(SIGNATURE)) {
                continue;
            }
            if (!first) {
                target.writeBytes(new byte[] {'%', '2', '6'});
            }
            first = false;
            encodeTwice(target, name);
            target.writeBytes(new byte[] {'%', '3', 'D'});
            encodeTwice(target, parameters.get(name));
        }
        return target.toByteArray();
    }

    /** Percent-encodes UTF-8 octets once: {@code A-Z a-z 0-9 - _ . ~} stay, all else is {@code %XX} in upper case. */
    public static String percentEncode(String text) {
        ByteArrayOutputStream target = new ByteArrayOutputStream(text.length() + 16);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED[octet & 0xFF]) {
                target.write(octet);
            } else {
                target.write('%');
                writeHex(target, octet);
            }
        }
        return target.toString(StandardCharsets.US_ASCII);
    }

    private static void encodeTwice(ByteArrayOutputStream target, String text) {
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED[octet & 0xFF]) {
                target.write(octet);
            } else {
                target.write('%');
                target.write('2');
                target.write('5');
                writeHex(target, octet);
            }
        }
    }

    private static void writeHex(ByteArrayOutputStream target, byte octet) {
        target.write(HEX[(octet >> 4) & 0xF]);
        target.write(HEX[octet & 0xF]);
    }

    private static boolean[] unreserved() {
        boolean[] unreserved = new boolean[256];
        for (char c : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~".toCharArray()) {
            unreserved[c] = true;
        }
        return unreserved;
    }
}
