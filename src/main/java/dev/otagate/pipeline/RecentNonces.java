package dev.otagate.pipeline;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * The nonces that this node has lately asked the store with. It spares the store plain replays and decides nothing that the
 * ledger in the database would decide otherwise. Thread-safe and bounded.
 *
 * <p>Two generations: when the younger one is full it becomes the older one, and that is forgotten. No thread has to look
 * after it.
 */
public final class RecentNonces {
    // No longer than the ledger itself remembers a nonce.
    private static final long KEPT_NANOS = Duration.ofMinutes(15).toNanos();

    private final LongSupplier nanoTime;
    private NonceTable younger;
    private NonceTable older;

    /** An empty memory on the clock of the machine. */
    public RecentNonces() {
        this(System::nanoTime);
    }

    RecentNonces(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        long multiplier = new SecureRandom().nextLong();
        younger = new NonceTable(multiplier);
        older = new NonceTable(multiplier);
    }

    synchronized void remember(UUID nonceHash) {
        younger.put(nonceHash, nanoTime.getAsLong());
        if (younger.isFull()) {
            NonceTable full = younger;
            younger = older;
            older = full;
            younger.clear();
        }
    }

    synchronized boolean contains(UUID nonceHash) {
        long now = nanoTime.getAsLong();
        return younger.contains(nonceHash, now, KEPT_NANOS) || older.contains(nonceHash, now, KEPT_NANOS);
    }
}
