package dev.otagate.tls;

import java.util.Base64;

/**
 * One block of a PEM file.
 *
 * @param label such as CERTIFICATE
 * @param text between the lines of the label
 */
record PemBlock(String label, String text) {
    /** Whether it is a key that needs a password. */
    boolean isEncrypted() {
        return label.startsWith("ENCRYPTED") || text.contains("ENCRYPTED");
    }

    /** Its bytes in DER; fails with {@link IllegalArgumentException} if it is not Base64. */
    byte[] der() {
        return Base64.getDecoder().decode(text.replaceAll("\\s", ""));
    }
}
