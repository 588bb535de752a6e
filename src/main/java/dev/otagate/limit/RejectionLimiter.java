package dev.otagate.limit;

/**
 * Bounds the requests that cost no permit: those that validation rejects, and resends of a request that was served before. They
 * have a bucket of their own on each node, several times the quota: whoever replays them cannot use up the quota. Thread-safe.
 */
public final class RejectionLimiter {
    private static final int TIMES = 4;

    private final LocalRateLimiter buckets = new LocalRateLimiter();

    /** Takes the place of one such request. */
    public Permit acquire(long accountId, RateLimit limit) {
        RateLimit wider = new RateLimit(times(limit.permitsPerSecond()), times(limit.burst()));
        Permit permit = buckets.acquire(accountId, wider);
        return new Permit(limit, permit.granted(), permit.granted() ? permit.remaining() : 0, permit.nanosToWait());
    }

    private static int times(int permits) {
        return (int) Math.min(Integer.MAX_VALUE, (long) TIMES * permits);
    }
}
