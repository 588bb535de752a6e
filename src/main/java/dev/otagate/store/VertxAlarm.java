package dev.otagate.store;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/** An alarm on the event loop that sets it; holds one timer at most. */
final class VertxAlarm implements Alarm {
    private static final long NONE = -1;

    private final Vertx vertx;
    private final Runnable task;
    private long timer = NONE;
    private long dueNanos;

    VertxAlarm(Vertx vertx, Runnable task) {
        this.vertx = vertx;
        this.task = task;
    }

    @Override
    public void within(long delayNanos) {
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
