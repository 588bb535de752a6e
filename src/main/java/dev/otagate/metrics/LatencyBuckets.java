package dev.otagate.metrics;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.stream.LongStream;

/** The upper bounds of all latency histograms: 50 microseconds to 10 seconds. */
final class LatencyBuckets {
    private LatencyBuckets() {}

    static Duration[] all() {
        return LongStream.of(
                        50,
                        100,
                        250,
                        500,
                        1_000,
                        2_500,
                        5_000,
                        10_000,
                        25_000,
                        50_000,
                        100_000,
                        250_000,
                        500_000,
                        1_000_000,
                        2_500_000,
                        5_000_000,
                        10_000_000)
                .mapToObj(micros -> Duration.of(micros, ChronoUnit.MICROS))
                .toArray(Duration[]::new);
    }
}
