package dev.otagate.pipeline;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * The nonces that requests on this node used lately. It spares the store plain replays and decides nothing that the ledger in
 * the database would decide otherwise. Thread-safe; of a fixed size of 16 MiB.
 *
 * <p>Two generations: the younger one becomes the older one when it is full or 15 minutes old, and the older one is forgotten. So a
 * nonce is remembered for 15 to 30 minutes (the ledger: at least 30), or until 750,000 others came.
 */
public final class RecentNonces {
    private static final long GENERATION_NANOS = Duration.ofMinutes(15).toNanos();

    private final LongSupplier nanoTime;
    private NonceTable younger;
    private NonceTable older;
    private long youngerSinceNanos;

    /** An empty memory on the clock of the machine. */
    public RecentNonces() {
        this(System::nanoTime);
    }

    RecentNonces(LongSupplier nanoTime) {
        SecureRandom random = new SecureRandom();
        long first = random.nextLong();
        long second = random.nextLong();
        this.nanoTime = nanoTime;
        this.younger = new NonceTable(first, second);
        this.older = new NonceTable(first, second);
        this.youngerSinceNanos = nanoTime.getAsLong();
    }

    synchronized void remember(UUID nonceHash) {
        age();
        younger.add(nonceHash);
        if (younger.isFull()) {
            beginGeneration(nanoTime.getAsLong());
        }
    }

    synchronized boolean contains(UUID nonceHash) {
        age();
        return younger.contains(nonceHash) || older.contains(nonceHash);
    }

    private void age() {
        long now = nanoTime.getAsLong();
        long ageNanos = now - youngerSinceNanos;
        if (ageNanos >= 2 * GENERATION_NANOS) {
            beginGeneration(now);
            beginGeneration(now);
        } else if (ageNanos >= GENERATION_NANOS) {
            beginGeneration(youngerSinceNanos + GENERATION_NANOS);
        }
    }

    private void beginGeneration(long sinceNanos) {
        NonceTable forgotten = older;
        older = younger;
        younger = forgotten;
        younger.clear();
        youngerSinceNanos = sinceNanos;
    }
}
