package dev.otagate.history;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Marks the requests of the console's relay. Only this process knows the value. */
public record RelayToken(String value) {
    /** The header that has the value. */
    public static final String HEADER = "x-otagate-relay";

    private static final int BYTES = 16;

    /** Returns a new token. */
    public static RelayToken random() {
        byte[] octets = new byte[BYTES];
        new SecureRandom().nextBytes(octets);
        return new RelayToken(HexFormat.of().formatHex(octets));
    }

    /** Whether the value of a header, which may be {@code null}, is this token. */
    public boolean matches(String header) {
        return header != null
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), header.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "RelayToken";
    }
}
