package dev.otagate.store;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the database accepts writes, by the results of the latest statements. Thread-safe. */
public final class StoreHealth {
    private static final Logger LOG = LoggerFactory.getLogger(StoreHealth.class);
    // A fault is over if no statement or connection has failed with it for this time.
    private static final long HOLD_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final AtomicReference<Optional<Fault>> last = new AtomicReference<>(Optional.empty());

    private record Fault(String reason, long atNanos) {}

    /** Records that all writes would fail, or that a connection lacks a guarantee. */
    void failed(String reason) {
        Optional<Fault> before = last.getAndSet(Optional.of(new Fault(reason, System.nanoTime())));
        if (before.isEmpty()) {
            LOG.atWarn().addKeyValue("cause", reason).log("the database cannot be written: not ready");
        }
    }

    /** Records that a write succeeded; returns whether that ends a fault. */
    boolean recovered(long beganNanos) {
        Optional<Fault> fault = last.get();
        return fault.isPresent()
                && beganNanos - fault.get().atNanos() >= HOLD_NANOS
                && last.compareAndSet(fault, Optional.empty());
    }

    /** Why the database cannot be written, as one line; nothing if it can. */
    public Optional<String> fault() {
        return last.get().map(Fault::reason);
    }
}
