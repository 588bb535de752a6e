package dev.otagate.metrics;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Meters of one store's batches. */
public final class StoreMetrics {
    private final AtomicInteger depth = new AtomicInteger();
    private final DistributionSummary sizes;
    private final Timer durations;

    /** Meters labelled with the number of the store verticle, which the settings bound. */
    public StoreMetrics(MeterRegistry registry, int store) {
        String label = Integer.toString(store);
        Gauge.builder("otagate.store.queue.depth", depth, AtomicInteger::get)
                .description("Commands that wait for the next batch")
                .tag("store", label)
                .strongReference(true)
                .register(registry);
        this.sizes = DistributionSummary.builder("otagate.store.batch.size")
                .description("Commands in a batch")
                .tag("store", label)
                .serviceLevelObjectives(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096)
                .register(registry);
        this.durations = Timer.builder("otagate.store.batch.duration")
                .description("From sending a batch to its commit")
                .tag("store", label)
                .serviceLevelObjectives(LatencyBuckets.ALL.toArray(Duration[]::new))
                .register(registry);
    }

    /** Commands waiting right now. */
    public void queueDepth(int commands) {
        depth.set(commands);
    }

    /** One batch was answered, well or badly. */
    public void batch(int commands, long nanos) {
        sizes.record(commands);
        durations.record(nanos, TimeUnit.NANOSECONDS);
    }
}
