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

    void put(int octet) {
        if (length == octets.length) {
            octets = Arrays.copyOf(octets, length * 2);
        }
        octets[length++] = (byte) octet;
    }

    /** Puts text of ASCII characters alone. */
    void put(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            put(ascii.charAt(i));
        }
    }

    byte[] toByteArray() {
        return Arrays.copyOf(octets, length);
    }

    @Override
    public String toString() {
        return new String(octets, 0, length, StandardCharsets.US_ASCII);
    }
}
