package dev.otagate.transfer;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Finds keys that may occur twice among millions, by eight bytes a key. */
final class ProductKeys {
    private static final int FIRST_CAPACITY = 1_024;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private long[] hashes = new long[FIRST_CAPACITY];
    private int size;

    void add(String key) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, size + size / 2);
        }
        hashes[size++] = hash(key);
    }

    int size() {
        return size;
    }

    /** The hashes that occur twice, at most a thousand of them. */
    Set<Long> repeatedHashes() {
        Arrays.sort(hashes, 0, size);
        Set<Long> repeated = new HashSet<>();
        for (int i = 1; i < size && repeated.size() < FIRST_CAPACITY; i++) {
            if (hashes[i] == hashes[i - 1]) {
                repeated.add(hashes[i]);
            }
        }
        return repeated;
    }

    /** FNV-1a. */
    static long hash(String key) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }
}
