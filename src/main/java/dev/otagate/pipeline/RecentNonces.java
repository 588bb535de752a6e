package dev.otagate.pipeline;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * The nonces that requests on this node used in the last 30 minutes, up to {@value #MAX_NONCES}; a further one replaces the oldest. A
 * replay that is found here does not reach the store, whose nonce ledger rejects all others. Thread-safe.
 */
public final class RecentNonces {
    /** About 16 MiB. */
    static final int MAX_NONCES = 150_000;

    private static final long RETENTION_NANOS = Duration.ofMinutes(30).toNanos();

    private final LongSupplier nanoTime;
    private final Map<UUID, Long> usedAtNanos = new LinkedHashMap<>();

    public RecentNonces() {
        this(System::nanoTime);
    }

    RecentNonces(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized void remember(UUID nonceHash) {
        usedAtNanos.put(nonceHash, nanoTime.getAsLong());
        if (usedAtNanos.size() > MAX_NONCES) {
            Iterator<UUID> oldest = usedAtNanos.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    synchronized boolean contains(UUID nonceHash) {
        Long usedAt = usedAtNanos.get(nonceHash);
        return usedAt != null && nanoTime.getAsLong() - usedAt < RETENTION_NANOS;
    }
}
