package dev.otagate.store;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The delay before a retry after a conflict: exponential, with jitter so that nodes do not retry at the same time. */
final class Backoff {
    private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    static final long LAST_NANOS = TimeUnit.MILLISECONDS.toNanos(128);
    private static final int LAST_DOUBLING = 6;

    private Backoff() {}

    static long nanos(int attempts) {
        long longest = FIRST_NANOS << Math.min(attempts - 1, LAST_DOUBLING);
        return ThreadLocalRandom.current().nextLong(longest / 4, longest);
    }
}
