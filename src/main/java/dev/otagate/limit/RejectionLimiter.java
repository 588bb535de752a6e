package dev.otagate.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds the requests that cost no permit: those that validation rejects, and resends of a request that was served before. Each signed
 * request has its own bound on each node, so a client that repeats a captured request uses up nothing of the owner's quota. In addition,
 * the different rejected requests of an account share a bucket of several times its quota. Thread-safe.
 */
public final class RejectionLimiter {
    private static final int TIMES = 4;
    // How often one signed request is admitted within a period.
    private static final int MAX_REPEATS = 30;
    private static final Duration PERIOD = Duration.ofMinutes(1);
    // About 2 MiB. The nonces that are used most are kept.
    private static final int MAX_NONCES = 16_384;

    private final LocalRateLimiter buckets = new LocalRateLimiter();
    private final Cache<UUID, AtomicInteger> rejected = counts();
    private final Cache<UUID, AtomicInteger> resent = counts();

    public Permit acquireRejection(long accountId, RateLimit limit, UUID nonceHash) {
        int times = count(rejected, nonceHash);
        if (times > 1 && !limit.isUnlimited()) {
            return repeated(limit, times);
        }
        RateLimit wider = new RateLimit(times(limit.permitsPerSecond()), times(limit.burst()));
        Permit permit = buckets.acquire(accountId, wider);
        if (!permit.granted()) {
            rejected.invalidate(nonceHash);
        }
        return new Permit(limit, permit.granted(), permit.granted() ? permit.remaining() : 0, permit.nanosToWait());
    }

    public Permit acquireResend(RateLimit limit, UUID nonceHash) {
        return repeated(limit, limit.isUnlimited() ? 0 : count(resent, nonceHash));
    }

    private static Permit repeated(RateLimit limit, int times) {
        boolean granted = times <= MAX_REPEATS;
        return new Permit(limit, granted, granted ? MAX_REPEATS - times : 0, granted ? 0 : PERIOD.toNanos());
    }

    private static int times(int permits) {
        return (int) Math.min(Integer.MAX_VALUE, (long) TIMES * permits);
    }

    private static Cache<UUID, AtomicInteger> counts() {
        return Caffeine.newBuilder()
                .maximumSize(MAX_NONCES)
                .expireAfterWrite(PERIOD)
                .build();
    }

    private static int count(Cache<UUID, AtomicInteger> counts, UUID nonceHash) {
        return counts.get(nonceHash, first -> new AtomicInteger()).incrementAndGet();
    }
}
