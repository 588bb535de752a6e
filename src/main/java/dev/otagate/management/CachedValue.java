package dev.otagate.management;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A value that is computed once at a time, and cached for some time unless its computation fails. Confined to one event loop. */
final class CachedValue<T> {
    private final Supplier<Future<T>> source;
    private final long keepNanos;
    private Future<T> current;
    private long startedNanos;

    /** @param keepMs how long a value is cached, from the start of its computation; 0 to share only a running computation */
    CachedValue(Supplier<Future<T>> source, long keepMs) {
        this.source = source;
        this.keepNanos = TimeUnit.MILLISECONDS.toNanos(keepMs);
    }

    Future<T> get() {
        long now = System.nanoTime();
        if (current == null || current.failed() || current.isComplete() && now - startedNanos >= keepNanos) {
            startedNanos = now;
            current = source.get();
        }
        return current;
    }
}
