package dev.otagate.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** How often requests with one nonce came within a minute. Bounded: of many, the least used are forgotten. Thread-safe. */
final class Repeats {
    /** A minute after the first request with a nonce, the count begins again. */
    static final Duration PERIOD = Duration.ofMinutes(1);

    // About 2 MiB.
    private static final int MAX_NONCES = 16_384;

    private final Cache<UUID, AtomicInteger> counts = Caffeine.newBuilder()
            .maximumSize(MAX_NONCES)
            .expireAfterWrite(PERIOD)
            .build();

    /** Counts a request, and returns how many there have been. */
    int count(UUID nonceHash) {
        return counts.get(nonceHash, first -> new AtomicInteger()).incrementAndGet();
    }

    void forget(UUID nonceHash) {
        counts.invalidate(nonceHash);
    }
}
