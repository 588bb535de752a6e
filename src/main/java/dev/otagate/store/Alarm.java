package dev.otagate.store;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/** Runs a task on the event loop that sets it, at the earliest of the moments that were asked for. Holds one timer at most. */
final class Alarm {
    private static final long NONE = -1;

    private final Vertx vertx;
    private final Runnable task;
    private long timer = NONE;
    private long dueNanos;

    Alarm(Vertx vertx, Runnable task) {
        this.vertx = vertx;
        this.task = task;
    }

    /** Runs the task after this delay, or sooner if an earlier run is pending. */
    void within(long delayNanos) {
        long due = System.nanoTime() + delayNanos;
        if (timer != NONE) {
            if (dueNanos - due <= 0) {
                return;
            }
            vertx.cancelTimer(timer);
        }
        dueNanos = due;
        // Rounded up: a timer that fires too soon finds nothing to do, and is set again.
        timer = vertx.setTimer(TimeUnit.NANOSECONDS.toMillis(delayNanos) + 1, fired -> {
            timer = NONE;
            task.run();
        });
    }
}
