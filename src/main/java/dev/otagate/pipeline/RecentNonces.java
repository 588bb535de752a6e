package dev.otagate.pipeline;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.UUID;

/**
 * The nonces that this node has lately asked the store with. It spares the store plain replays and decides nothing that the
 * ledger in the database would decide otherwise. Thread-safe and bounded.
 */
public final class RecentNonces {
    private static final int MAX_NONCES = 100_000;

    // No longer than the ledger itself remembers a nonce.
    private final Cache<UUID, Boolean> hashes = Caffeine.newBuilder()
            .maximumSize(MAX_NONCES)
            .expireAfterWrite(Duration.ofMinutes(15))
            .build();

    void remember(UUID nonceHash) {
        hashes.put(nonceHash, Boolean.TRUE);
    }

    boolean contains(UUID nonceHash) {
        return hashes.getIfPresent(nonceHash) != null;
    }
}
