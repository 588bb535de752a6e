package dev.otagate.account;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Bounds the look-ups of ids of no known key, which anybody can cause. Thread-safe. */
final class UnknownKeyBudget {
    private static final int LOOK_UPS_PER_SECOND = 100;
    private static final int BURST = 200;
    private static final int MAX_IN_PROGRESS = 16;

    private final Bucket bucket = Bucket.builder()
            .addLimit(limit -> limit.capacity(BURST).refillGreedy(LOOK_UPS_PER_SECOND, Duration.ofSeconds(1)))
            .build();
    private final AtomicInteger inProgress = new AtomicInteger();

    /** Whether one more look-up may begin; if so, {@link #end} must follow. */
    boolean tryBegin() {
        if (inProgress.incrementAndGet() > MAX_IN_PROGRESS || !bucket.tryConsume(1)) {
            inProgress.decrementAndGet();
            return false;
        }
        return true;
    }

    void end() {
        inProgress.decrementAndGet();
    }
}
