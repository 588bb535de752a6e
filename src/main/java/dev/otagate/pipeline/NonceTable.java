package dev.otagate.pipeline;

import java.util.Arrays;
import java.util.UUID;

/**
 * A set of nonces: a hash table with linear probing in one array of numbers, which costs the garbage collector nothing. Of a fixed size;
 * not thread-safe.
 *
 * <p>It has 64 bits of each nonce's hash, mixed with secret numbers, so that clients cannot search for nonces that collide. By chance, one
 * full table in fifty million has two that collide.
 */
final class NonceTable {
    /** The most nonces in a table. */
    static final int MAX_NONCES = 750_000;

    private static final int SLOT_BITS = 20;
    private static final int SLOTS = 1 << SLOT_BITS;
    private static final int MASK = SLOTS - 1;

    // 0 is a free slot.
    private final long[] fingerprints = new long[SLOTS];
    private final long first;
    private final long second;
    private int size;

    /** @param first a secret number, as is {@code second} */
    NonceTable(long first, long second) {
        this.first = first | 1;
        this.second = second | 1;
    }

    /** Adds a nonce to a table that is not full. */
    void add(UUID nonce) {
        long fingerprint = fingerprint(nonce);
        int slot = slotOf(fingerprint);
        if (fingerprints[slot] == 0) {
            fingerprints[slot] = fingerprint;
            size++;
        }
    }

    boolean contains(UUID nonce) {
        return fingerprints[slotOf(fingerprint(nonce))] != 0;
    }

    boolean isFull() {
        return size >= MAX_NONCES;
    }

    void clear() {
        if (size > 0) {
            Arrays.fill(fingerprints, 0);
            size = 0;
        }
    }

    private long fingerprint(UUID nonce) {
        long mixed = (nonce.getMostSignificantBits() ^ Long.rotateLeft(nonce.getLeastSignificantBits() * second, 32))
                * first;
        return mixed == 0 ? 1 : mixed;
    }

    // The slot of the fingerprint, or the free slot for it.
    private int slotOf(long fingerprint) {
        int slot = (int) (fingerprint >>> (Long.SIZE - SLOT_BITS));
        while (fingerprints[slot] != 0 && fingerprints[slot] != fingerprint) {
            slot = (slot + 1) & MASK;
        }
        return slot;
    }
}
