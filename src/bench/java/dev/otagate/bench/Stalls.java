package dev.otagate.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Looks for moments in which a thread that always wants a core has none, be it that the machine stands still or that something
 * else runs: a thread for each core reads the clock without a pause.
 */
final class Stalls {
    private static final long SECONDS = 5;
    private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private Stalls() {}

    /** Takes five seconds, in which nothing else should run; one line about them. */
    static String describe() {
        int cores = Runtime.getRuntime().availableProcessors();
        ExecutorService threads = Executors.newFixedThreadPool(cores);
        try {
            Callable<long[]> watch = Stalls::watch;
            List<Future<long[]>> watches = new ArrayList<>();
            for (int i = 0; i < cores; i++) {
                watches.add(threads.submit(watch));
            }
            long count = 0;
            long longest = 0;
            for (Future<long[]> found : watches) {
                count += found.get()[0];
                longest = Math.max(longest, found.get()[1]);
            }
            return ReportTable.format("%d in %d s, the longest %.1f ms", count, SECONDS, longest / 1e6);
        } catch (Exception e) {
            throw new IllegalStateException("the stalls of the machine were not measured", e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** How many gaps of a millisecond or more there were, and the longest in nanoseconds. */
    private static long[] watch() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        long count = 0;
        long longest = 0;
        for (long last = System.nanoTime(), now; last < end; last = now) {
            now = System.nanoTime();
            if (now - last >= LEAST_NANOS) {
                count++;
                longest = Math.max(longest, now - last);
            }
        }
        return new long[] {count, longest};
    }
}
