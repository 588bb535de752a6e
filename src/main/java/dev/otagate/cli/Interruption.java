package dev.otagate.cli;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Delays the end of the process after SIGINT or SIGTERM until a command has stopped in order. */
final class Interruption implements AutoCloseable {
    private static final long TIMEOUT_SECONDS = 30;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean requested;

    /** @param stop each makes the command stop soon; called in another thread */
    Interruption(Runnable... stop) {
        hook = new Thread(
                () -> {
                    requested = true;
                    List.of(stop).forEach(Runnable::run);
                    awaitEnd();
                },
                "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    boolean requested() {
        return requested;
    }

    private void awaitEnd() {
        try {
            if (!ended.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                // The process ends nevertheless.
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        if (!requested) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process is ending.
            }
        }
    }
}
