package dev.otagate.metrics;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Meters of the batches of one store. */
public final class StoreMetrics {
    private final AtomicInteger depth = new AtomicInteger();
    private final DistributionSummary sizes;
    private final Timer durations;

    /** Creates meters with the number of the store verticle as label; the settings bound that number. */
    public StoreMetrics(MeterRegistry registry, int store) {
        String label = Integer.toString(store);
        Gauge.builder("otagate.store.queue.depth", depth::get)
                .description("Commands waiting for the next batch")
                .tag("store", label)
                .register(registry);
        sizes = DistributionSummary.builder("otagate.store.batch.size")
                .description("Commands in a batch")
                .tag("store", label)
                .serviceLevelObjectives(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096)
                .register(registry);
        durations = LatencyTimers.create(
                registry, "otagate.store.batch.duration", "Time from sending a batch to its commit", "store", label);
    }

    public void queueDepth(int commands) {
        depth.set(commands);
    }

    public void batch(int commands, long nanos) {
        sizes.record(commands);
        durations.record(nanos, TimeUnit.NANOSECONDS);
    }
}
