package dev.otagate.store;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The delay of a batch before its retry after a conflict: longer each time, and random, so that nodes do not meet again. */
final class Backoff {
    private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    static final long LAST_NANOS = TimeUnit.MILLISECONDS.toNanos(128);
    private static final int LAST_DOUBLING = 6;

    private Backoff() {}

    /** @param attempts how often the batch was tried, at least once */
    static long nanos(int attempts) {
        long longest = FIRST_NANOS << Math.min(attempts - 1, LAST_DOUBLING);
        return ThreadLocalRandom.current().nextLong(longest / 4, longest);
    }
}
