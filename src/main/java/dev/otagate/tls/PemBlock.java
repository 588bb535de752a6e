package dev.otagate.tls;

import java.util.Base64;

/**
 * One block of a PEM file.
 *
 * @param label such as CERTIFICATE
 * @param text between the lines of the label
 */
record PemBlock(String label, String text) {
    /** Whether it is a key with a password. */
    boolean isEncrypted() {
        return label.startsWith("ENCRYPTED") || text.contains("ENCRYPTED");
    }

    /** Returns its bytes in DER; throws {@link IllegalArgumentException} if it is not Base64. */
    byte[] der() {
        return Base64.getDecoder().decode(text.replaceAll("\\s", ""));
    }
}
