package dev.otagate.pipeline;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * The nonces that requests on this node used lately. It saves the store the work of most replays; all nonces in it are in the nonce ledger,
 * too. Thread-safe; of a fixed size of 16 MiB.
 *
 * <p>It has two generations. When the younger one is full or 15 minutes old, it replaces the older one. So a nonce is remembered for 15 to 30
 * minutes (in the ledger for at least 30), or until 750,000 others have come.
 */
public final class RecentNonces {
    private static final long GENERATION_NANOS = Duration.ofMinutes(15).toNanos();

    private final LongSupplier nanoTime;
    private NonceTable younger;
    private NonceTable older;
    private long youngerSinceNanos;

    /** No nonces. */
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
