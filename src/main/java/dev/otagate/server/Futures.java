package dev.otagate.server;

import io.vertx.core.Future;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Waits for futures on a thread that is no event loop: while starting, while stopping, and in commands. */
public final class Futures {
    private static final long DEFAULT_TIMEOUT_MS = 60_000;

    private Futures() {}

    /** The future's result within a minute; its failure is thrown as it is, or wrapped where it is checked. */
    public static <T> T await(Future<T> future) {
        return await(future, DEFAULT_TIMEOUT_MS);
    }

    /** The future's result within a time in milliseconds. */
    static <T> T await(Future<T> future, long timeoutMs) {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(timeoutMs, TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        }
    }

    /** Waits, also for nothing. */
    static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
