package dev.otagate.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.DoubleStream;

/** Creates the timers of latencies: histograms with buckets from 50 microseconds to 10 seconds. */
final class LatencyTimers {
    private static final double[] BUCKETS_MS = {
        0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000
    };

    private LatencyTimers() {}

    /** @param tags names and values in turn */
    static Timer create(MeterRegistry registry, String name, String description, String... tags) {
        return Timer.builder(name)
                .description(description)
                .tags(tags)
                .serviceLevelObjectives(DoubleStream.of(BUCKETS_MS)
                        .mapToObj(bound -> Duration.ofNanos(Math.round(bound * 1_000_000)))
                        .toArray(Duration[]::new))
                .register(registry);
    }
}
