package dev.otagate.signature;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Octets that grow in number, without the lock of the JDK's stream for them. Not thread-safe. */
final class OctetBuffer {
    private byte[] octets;
    private int length;

    OctetBuffer(int capacity) {
        octets = new byte[capacity];
    }

    /** Puts a few octets. */
    void put(byte[] more) {
        int end = length + more.length;
        if (end > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(end, octets.length * 2));
        }
        // Shorter than what a call of arraycopy is worth.
        for (byte octet : more) {
            octets[length++] = octet;
        }
    }

    /** Puts text of ASCII characters alone. */
    void put(String ascii) {
        put(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    byte[] toByteArray() {
        return Arrays.copyOf(octets, length);
    }

    @Override
    public String toString() {
        return new String(octets, 0, length, StandardCharsets.US_ASCII);
    }
}
