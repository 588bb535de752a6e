package dev.otagate.chaos.hostile;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How long requests took, and why others failed. Thread-safe. */
final class Latencies {
    private static final int MAX_SAMPLES = 1_000_000;

    private final Map<String, Long> errors = new TreeMap<>();
    private long[] nanos = new long[1024];
    private int count;

    synchronized void add(long taken) {
        if (count < MAX_SAMPLES) {
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * count);
            }
            nanos[count++] = taken;
        }
    }

    synchronized void failed(String reason) {
        errors.merge(reason, 1L, Long::sum);
    }

    synchronized int count() {
        return count;
    }

    synchronized long errors() {
        return errors.values().stream().mapToLong(Long::longValue).sum();
    }

    /** In milliseconds; 0 if there is no sample. */
    synchronized double percentile(double percent) {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return count == 0 ? 0 : sorted[Math.min(count - 1, (int) (count * percent / 100))] / 1e6;
    }

    @Override
    public synchronized String toString() {
        return String.format(
                Locale.ROOT,
                "%6d requests  p50 %8.1f  p99 %8.1f  longest %8.1f ms  errors %s",
                count,
                percentile(50),
                percentile(99),
                percentile(100),
                errors);
    }
}
