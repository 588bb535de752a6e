package dev.otagate.store;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** How long a batch waits before it is retried after a conflict: longer each time, and never as long as another node's. */
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
