package dev.otagate.store;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/** Runs a task at the earliest requested time. Holds one timer at most. Confined to an event loop. */
final class SharedTimer {
    private static final long NONE = -1;

    private final Vertx vertx;
    private final Runnable task;
    private long timer = NONE;
    private long dueNanos;

    SharedTimer(Vertx vertx, Runnable task) {
        this.vertx = vertx;
        this.task = task;
    }

    /** Runs the task after this delay, or sooner if an earlier run is pending. */
    void runWithin(long delayNanos) {
        long due = System.nanoTime() + delayNanos;
        if (timer != NONE) {
            if (dueNanos - due <= 0) {
                return;
            }
            vertx.cancelTimer(timer);
        }
        dueNanos = due;
        // Rounded up, because a task that runs too early has to be scheduled again.
        timer = vertx.setTimer(TimeUnit.NANOSECONDS.toMillis(delayNanos) + 1, fired -> {
            timer = NONE;
            task.run();
        });
    }
}
