package dev.otagate.pipeline;

import java.util.Arrays;
import java.util.UUID;

/**
 * Nonces and when each was noted, in a hash table with linear probing made of numbers alone: the garbage collector has nothing to
 * follow or to copy in it. Of a fixed size; not thread-safe.
 */
final class NonceTable {
    /** The most nonces that it takes. */
    static final int MAX_NONCES = 50_000;

    private static final int SLOT_BITS = 17;
    private static final int SLOTS = 1 << SLOT_BITS;
    private static final int MASK = SLOTS - 1;

    // A slot is free where both halves are 0: a hash of nothing but zeros is never remembered.
    private final long[] high = new long[SLOTS];
    private final long[] low = new long[SLOTS];
    private final long[] notedNanos = new long[SLOTS];
    private final long multiplier;
    private int size;

    /**
     * @param multiplier an odd number that clients do not know: whoever could choose nonces that fall into neighbouring slots
     *     could make the table slow (multiply-shift hashing)
     */
    NonceTable(long multiplier) {
        this.multiplier = multiplier | 1;
    }

    /** Notes a nonce, once more where it is there already; to be called only while it is not full. */
    void put(UUID nonce, long nowNanos) {
        int slot = slotOf(nonce);
        if (isFree(slot)) {
            high[slot] = nonce.getMostSignificantBits();
            low[slot] = nonce.getLeastSignificantBits();
            size++;
        }
        notedNanos[slot] = nowNanos;
    }

    /** Whether the nonce was noted less than {@code keptNanos} before {@code nowNanos}. */
    boolean contains(UUID nonce, long nowNanos, long keptNanos) {
        int slot = slotOf(nonce);
        return !isFree(slot) && nowNanos - notedNanos[slot] < keptNanos;
    }

    boolean isFull() {
        return size >= MAX_NONCES;
    }

    void clear() {
        Arrays.fill(high, 0);
        Arrays.fill(low, 0);
        size = 0;
    }

    // Where the nonce is, or would be put.
    private int slotOf(UUID nonce) {
        int slot = (int) (nonce.getMostSignificantBits() * multiplier >>> (Long.SIZE - SLOT_BITS));
        while (!isFree(slot)
                && (low[slot] != nonce.getLeastSignificantBits() || high[slot] != nonce.getMostSignificantBits())) {
            slot = (slot + 1) & MASK;
        }
        return slot;
    }

    private boolean isFree(int slot) {
        return (high[slot] | low[slot]) == 0;
    }
}
