package dev.otagate.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts requests by nonce within a minute. Bounded: keeps the nonces that are used most. Thread-safe. */
final class Repeats {
    /** The count of a nonce restarts after this time. */
    static final Duration PERIOD = Duration.ofMinutes(1);

    // About 2 MiB.
    private static final int MAX_NONCES = 16_384;

    private final Cache<UUID, AtomicInteger> counts = Caffeine.newBuilder()
            .maximumSize(MAX_NONCES)
            .expireAfterWrite(PERIOD)
            .build();

    /** Counts a request, and returns the number of requests with this nonce. */
    int count(UUID nonceHash) {
        return counts.get(nonceHash, first -> new AtomicInteger()).incrementAndGet();
    }

    void forget(UUID nonceHash) {
        counts.invalidate(nonceHash);
    }
}
