package dev.otagate.support;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Runs blocking work beside a test. */
public final class Background {
    private Background() {}

    /** Each task has a thread of its own: on two cores and JDK 25, the common pool has only one. */
    public static <T> CompletableFuture<T> supply(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, runnable -> new Thread(runnable, "background").start());
    }
}
