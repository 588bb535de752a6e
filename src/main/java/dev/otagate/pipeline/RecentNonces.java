package dev.otagate.pipeline;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * The nonces that this node has lately asked the store with. It spares the store plain replays and decides nothing that the
 * ledger in the database would decide otherwise. Thread-safe and bounded.
 *
 * <p>Two generations: when the younger one is full it becomes the older one, and that is forgotten. No thread has to look
 * after it, and noting a nonce costs one entry of a map.
 */
public final class RecentNonces {
    private static final int MAX_GENERATION = 50_000;
    // No longer than the ledger itself remembers a nonce.
    private static final long KEPT_NANOS = Duration.ofMinutes(15).toNanos();

    private final LongSupplier nanoTime;
    private volatile Generations generations = new Generations(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());

    private record Generations(ConcurrentMap<UUID, Long> younger, ConcurrentMap<UUID, Long> older) {}

    /** An empty memory on the clock of the machine. */
    public RecentNonces() {
        this(System::nanoTime);
    }

    RecentNonces(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void remember(UUID nonceHash) {
        Generations current = generations;
        current.younger().put(nonceHash, nanoTime.getAsLong());
        if (current.younger().size() >= MAX_GENERATION) {
            turn(current);
        }
    }

    boolean contains(UUID nonceHash) {
        Generations current = generations;
        Long since = current.younger().get(nonceHash);
        if (since == null) {
            since = current.older().get(nonceHash);
        }
        return since != null && nanoTime.getAsLong() - since < KEPT_NANOS;
    }

    // Two event loops may see the younger generation full at once; only one of them turns it.
    private synchronized void turn(Generations full) {
        if (generations == full) {
            generations = new Generations(new ConcurrentHashMap<>(), full.younger());
        }
    }
}
