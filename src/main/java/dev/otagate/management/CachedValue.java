package dev.otagate.management;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A value that is computed at most once at a time, and kept for a while. For one event loop. */
final class CachedValue<T> {
    private final Supplier<Future<T>> source;
    private final long keepNanos;
    private Future<T> current;
    private long startedNanos;

    /** @param keepMs how long a result is given out after its computation began; 0 to share only what is under way */
    CachedValue(Supplier<Future<T>> source, long keepMs) {
        this.source = source;
        this.keepNanos = TimeUnit.MILLISECONDS.toNanos(keepMs);
    }

    /** The value that is under way or kept, or else a new one. */
    Future<T> get() {
        long now = System.nanoTime();
        if (current == null || current.isComplete() && now - startedNanos >= keepNanos) {
            startedNanos = now;
            current = source.get();
        }
        return current;
    }
}
