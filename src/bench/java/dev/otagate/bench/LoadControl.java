package dev.otagate.bench;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** What the threads of a run share: when it measures, and whether it is over. */
final class LoadControl {
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile long startedAt;
    private volatile long measureFrom;
    private volatile long stoppedAt = Long.MAX_VALUE;

    void begin(long start, long measure) {
        startedAt = start;
        measureFrom = measure;
    }

    long startedAt() {
        return startedAt;
    }

    long measureFrom() {
        return measureFrom;
    }

    /** When the run ended; {@link Long#MAX_VALUE} while it lasts. */
    long stoppedAt() {
        return stoppedAt;
    }

    boolean running() {
        return stoppedAt == Long.MAX_VALUE;
    }

    synchronized void stop() {
        if (running()) {
            stoppedAt = System.nanoTime();
        }
    }

    void fail(Throwable cause) {
        failure.compareAndSet(null, cause);
        stop();
    }

    void rethrow() {
        if (failure.get() != null) {
            throw new IllegalStateException("The load generator failed: " + failure.get(), failure.get());
        }
    }

    /** Returns at that moment, or earlier where the run is over. */
    void sleepUntil(long moment) {
        while (running() && System.nanoTime() < moment) {
            LockSupport.parkNanos(Math.min(5_000_000, Math.max(1, moment - System.nanoTime())));
        }
    }
}
