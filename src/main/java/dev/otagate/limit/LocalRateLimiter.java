package dev.otagate.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;

/**
 * Token buckets in the memory of this node, with Bucket4j. Thread-safe.
 *
 * <p>If several nodes share a quota, each node has a bucket of the whole quota, and a permit costs as many tokens as there are nodes.
 * So a change of the number of nodes needs no change of the buckets.
 */
public final class LocalRateLimiter {
    private static final int MAX_BUCKETS = 100_000;
    private static final long MIN_IDLE_SECONDS = 60;

    private final TimeMeter clock;
    private final Cache<Long, LimitedBucket> buckets;

    public LocalRateLimiter() {
        this(TimeMeter.SYSTEM_NANOTIME);
    }

    public LocalRateLimiter(TimeMeter clock) {
        this.clock = clock;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MAX_BUCKETS)
                .ticker(clock::currentTimeNanos)
                .expireAfter(Expiry.accessing((Long id, LimitedBucket bucket) -> timeToFull(bucket.limit())))
                .build();
    }

    /** Takes a permit of a quota that no other node shares. */
    public Permit acquire(long accountId, RateLimit limit) {
        return acquire(accountId, limit, 1, 1);
    }

    /** Takes all of the permits, or none; {@code nodes} share the quota. */
    Permit acquire(long accountId, RateLimit limit, int permits, int nodes) {
        if (limit.isUnlimited()) {
            return unlimited(limit);
        }
        ConsumptionProbe probe = bucket(accountId, limit).tryConsumeAndReturnRemaining(tokens(limit, permits, nodes));
        return new Permit(
                limit, probe.isConsumed(), probe.getRemainingTokens() / nodes, probe.getNanosToWaitForRefill());
    }

    /** Returns permits, and a fraction of one, up to the burst. */
    void returnPermits(long accountId, RateLimit limit, double permits, int nodes) {
        long tokens = Math.min((long) (permits * nodes), limit.burst());
        if (tokens > 0 && !limit.isUnlimited()) {
            bucket(accountId, limit).addTokens(tokens);
        }
    }

    /** Returns whether there is a permit, and does not take it. */
    Permit peek(long accountId, RateLimit limit, int nodes) {
        if (limit.isUnlimited()) {
            return unlimited(limit);
        }
        EstimationProbe probe = bucket(accountId, limit).estimateAbilityToConsume(tokens(limit, 1, nodes));
        return new Permit(
                limit, probe.canBeConsumed(), probe.getRemainingTokens() / nodes, probe.getNanosToWaitForRefill());
    }

    /** Takes all permits, including a fraction of one. */
    double drain(long accountId, RateLimit limit, int nodes) {
        return (double) bucket(accountId, limit).tryConsumeAsMuchAsPossible() / nodes;
    }

    // A bucket must be able to hold what one request takes.
    private static long tokens(RateLimit limit, int permits, int nodes) {
        return Math.min((long) permits * nodes, limit.burst());
    }

    private static Permit unlimited(RateLimit limit) {
        return new Permit(limit, true, Long.MAX_VALUE, 0);
    }

    private Bucket bucket(long accountId, RateLimit limit) {
        LimitedBucket known = buckets.getIfPresent(accountId);
        if (known == null || !known.limit().equals(limit)) {
            known = buckets.asMap()
                    .compute(accountId, (id, current) -> current == null ? create(limit) : current.withLimit(limit));
        }
        return known.bucket();
    }

    private LimitedBucket create(RateLimit limit) {
        Bucket bucket = Bucket.builder()
                .addLimit(bandwidth(limit))
                .withCustomTimePrecision(clock)
                .build();
        return new LimitedBucket(limit, bucket);
    }

    private static Bandwidth bandwidth(RateLimit limit) {
        return Bandwidth.builder()
                .capacity(limit.burst())
                .refillGreedy(limit.permitsPerSecond(), Duration.ofSeconds(1))
                .build();
    }

    private record LimitedBucket(RateLimit limit, Bucket bucket) {
        LimitedBucket withLimit(RateLimit changed) {
            if (!limit.equals(changed)) {
                bucket.replaceConfiguration(
                        BucketConfiguration.builder()
                                .addLimit(bandwidth(changed))
                                .build(),
                        TokensInheritanceStrategy.PROPORTIONALLY);
            }
            return new LimitedBucket(changed, bucket);
        }
    }

    // A full bucket is equal to a new one, so it need not be kept.
    private static Duration timeToFull(RateLimit limit) {
        return Duration.ofSeconds(limit.burst() / limit.permitsPerSecond() + MIN_IDLE_SECONDS);
    }
}
