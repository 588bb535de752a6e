package dev.otagate.database;

import java.util.concurrent.TimeUnit;

public final class Pause {
    private Pause() {}

    /** Sleeps; ends early if the thread is interrupted, which stays marked. */
    public static void millis(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
