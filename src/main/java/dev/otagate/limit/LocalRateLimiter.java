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
 * Buckets in the memory of this node, with Bucket4j. Thread-safe.
 *
 * <p>If several nodes share a quota, each has a bucket of the whole quota, and a request takes as many of its tokens as there
 * are nodes: so each node has its share, whatever their number is at the moment.
 *
 * <p>A bucket that nobody asked for long enough to be full again is forgotten: a new one starts full.
 */
public final class LocalRateLimiter {
    private static final int MAX_BUCKETS = 100_000;
    private static final long MIN_IDLE_SECONDS = 60;

    private final TimeMeter clock;
    private final Cache<Long, LimitedBucket> buckets;

    /** A limiter on the clock of the machine. */
    public LocalRateLimiter() {
        this(TimeMeter.SYSTEM_NANOTIME);
    }

    /** A limiter on a given clock. */
    public LocalRateLimiter(TimeMeter clock) {
        this.clock = clock;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MAX_BUCKETS)
                .ticker(clock::currentTimeNanos)
                .expireAfter(new FullAgain())
                .build();
    }

    /** Takes a permit of a quota that is this node's alone. */
    public Permit acquire(long accountId, RateLimit limit) {
        return acquire(accountId, limit, 1, 1);
    }

    /** Takes permits out of this node's share, or none of them; {@code nodes} share the quota. */
    Permit acquire(long accountId, RateLimit limit, int permits, int nodes) {
        if (limit.isUnlimited()) {
            return unlimited(limit);
        }
        ConsumptionProbe probe = bucket(accountId, limit).tryConsumeAndReturnRemaining(tokens(limit, permits, nodes));
        return new Permit(
                limit, probe.isConsumed(), probe.getRemainingTokens() / nodes, probe.getNanosToWaitForRefill());
    }

    /** Puts permits back into this node's share, up to its burst. */
    void giveBack(long accountId, RateLimit limit, int permits, int nodes) {
        if (!limit.isUnlimited()) {
            bucket(accountId, limit).addTokens(tokens(limit, permits, nodes));
        }
    }

    /** Whether this node's share has a permit, without taking it. */
    Permit peek(long accountId, RateLimit limit, int nodes) {
        if (limit.isUnlimited()) {
            return unlimited(limit);
        }
        EstimationProbe probe = bucket(accountId, limit).estimateAbilityToConsume(tokens(limit, 1, nodes));
        return new Permit(
                limit, probe.canBeConsumed(), probe.getRemainingTokens() / nodes, probe.getNanosToWaitForRefill());
    }

    /** Takes all that is left of this node's share, in permits and parts of one. */
    double drain(long accountId, RateLimit limit, int nodes) {
        return (double) bucket(accountId, limit).tryConsumeAsMuchAsPossible() / nodes;
    }

    /** Puts back what {@link #drain} took, or a part of it. */
    void putBack(long accountId, RateLimit limit, double permits, int nodes) {
        long tokens = Math.min((long) (permits * nodes), limit.burst());
        if (tokens > 0 && !limit.isUnlimited()) {
            bucket(accountId, limit).addTokens(tokens);
        }
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

    private static final class FullAgain implements Expiry<Long, LimitedBucket> {
        @Override
        public long expireAfterCreate(Long accountId, LimitedBucket bucket, long now) {
            return nanosToFull(bucket.limit());
        }

        @Override
        public long expireAfterUpdate(Long accountId, LimitedBucket bucket, long now, long currentDuration) {
            return nanosToFull(bucket.limit());
        }

        @Override
        public long expireAfterRead(Long accountId, LimitedBucket bucket, long now, long currentDuration) {
            return nanosToFull(bucket.limit());
        }

        private static long nanosToFull(RateLimit limit) {
            long seconds = limit.burst() / limit.permitsPerSecond() + MIN_IDLE_SECONDS;
            return Duration.ofSeconds(seconds).toNanos();
        }
    }
}
