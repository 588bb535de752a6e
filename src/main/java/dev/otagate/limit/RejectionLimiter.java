package dev.otagate.limit;

import java.util.UUID;

/**
 * Bounds the requests that cost no permit: those that validation rejects, and resends of a request that was served before. Each signed
 * request has its own bound on each node, so a client that repeats a captured request uses up nothing of the owner's quota. In addition,
 * the different rejected requests of an account share a bucket of several times its quota. Thread-safe.
 */
public final class RejectionLimiter {
    private static final int TIMES = 4;

    /** How often one signed request is admitted within {@link Repeats#PERIOD}. */
    private static final int MAX_REPEATS = 30;

    private final LocalRateLimiter buckets = new LocalRateLimiter();
    private final Repeats rejected = new Repeats();
    private final Repeats resent = new Repeats();

    /** Admits a request that validation rejects. */
    public Permit acquireRejection(long accountId, RateLimit limit, UUID nonceHash) {
        int times = rejected.count(nonceHash);
        if (times > 1 && !limit.isUnlimited()) {
            return repeated(limit, times);
        }
        Permit permit = acquire(accountId, limit);
        if (!permit.granted()) {
            rejected.forget(nonceHash);
        }
        return permit;
    }

    /** Admits a resend of a request that was served before. */
    public Permit acquireResend(RateLimit limit, UUID nonceHash) {
        return repeated(limit, limit.isUnlimited() ? 0 : resent.count(nonceHash));
    }

    private static Permit repeated(RateLimit limit, int times) {
        boolean granted = times <= MAX_REPEATS;
        return new Permit(limit, granted, granted ? MAX_REPEATS - times : 0, granted ? 0 : Repeats.PERIOD.toNanos());
    }

    private Permit acquire(long accountId, RateLimit limit) {
        RateLimit wider = new RateLimit(times(limit.permitsPerSecond()), times(limit.burst()));
        Permit permit = buckets.acquire(accountId, wider);
        return new Permit(limit, permit.granted(), permit.granted() ? permit.remaining() : 0, permit.nanosToWait());
    }

    private static int times(int permits) {
        return (int) Math.min(Integer.MAX_VALUE, (long) TIMES * permits);
    }
}
