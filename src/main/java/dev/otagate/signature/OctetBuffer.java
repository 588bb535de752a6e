package dev.otagate.signature;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array of octets, without the lock of {@link java.io.ByteArrayOutputStream}. Not thread-safe. */
final class OctetBuffer {
    private byte[] octets;
    private int length;

    OctetBuffer(int capacity) {
        octets = new byte[capacity];
    }

    void put(byte[] more) {
        int end = length + more.length;
        if (end > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(end, octets.length * 2));
        }
        // For a few octets, a loop is faster than System.arraycopy.
        for (byte octet : more) {
            octets[length++] = octet;
        }
    }

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
