package dev.otagate.server;

import io.vertx.core.Future;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Waits for futures on a thread that is no event loop: at start, at shutdown, and in commands. */
public final class Futures {
    private static final long DEFAULT_TIMEOUT_MS = 60_000;

    private Futures() {}

    /** Returns the future's result within a minute. Throws its failure, wrapped if that is a checked exception. */
    public static <T> T await(Future<T> future) {
        return await(future, DEFAULT_TIMEOUT_MS);
    }

    /** The same with another timeout in milliseconds. */
    public static <T> T await(Future<T> future, long timeoutMs) {
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
}
