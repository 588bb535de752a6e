package dev.otagate.transfer;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Spaces requests evenly, and pauses them after the endpoint has limited them. Thread-safe. */
final class RateGate {
    // What a thread that was not scheduled in time may catch up.
    private static final long CATCH_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final long intervalNanos;
    private long next = System.nanoTime();
    private long pausedUntil = next;

    /** @param permitsPerSecond 0 for no limit */
    RateGate(int permitsPerSecond) {
        intervalNanos = permitsPerSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / permitsPerSecond;
    }

    /** Reserves a request; returns how many nanoseconds it must wait, negative if it need not. */
    long reserve() {
        return reserveSlot() - System.nanoTime();
    }

    /** No request is sent before the time has passed. */
    synchronized void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        if (end - next > 0) {
            next = end;
        }
        if (end - pausedUntil > 0) {
            pausedUntil = end;
        }
    }

    /** Whether a request that was reserved before the pause must be reserved again. */
    synchronized boolean isPaused() {
        return System.nanoTime() - pausedUntil < 0;
    }

    private synchronized long reserveSlot() {
        long earliest = System.nanoTime() - Math.max(0, CATCH_UP_NANOS - intervalNanos);
        long slot = next - earliest > 0 ? next : earliest;
        next = slot + intervalNanos;
        return slot;
    }
}
