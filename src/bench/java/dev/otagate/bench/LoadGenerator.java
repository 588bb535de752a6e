package dev.otagate.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Sends signed requests over many connections and measures the responses. */
final class LoadGenerator {
    private static final long DRAIN_NS = TimeUnit.SECONDS.toNanos(60);

    private LoadGenerator() {}

    /**
     * Runs a plan to its end, or until the requests run out.
     *
     * @param cpu of the processes to charge
     * @throws IllegalStateException where a connection fails or nothing was measured
     */
    static Measurement run(LoadPlan plan, SignedRequests requests, ProcessCpu cpu) {
        LoadControl control = new LoadControl();
        List<LoadThread> threads = new ArrayList<>();
        try {
            for (int i = 0; i < Math.min(plan.threads(), plan.connections()); i++) {
                threads.add(new LoadThread(plan, requests, control, i));
            }
            long start = System.nanoTime();
            control.begin(start, start + (long) (plan.warmUpSeconds() * 1e9));
            threads.forEach(Thread::start);
            control.sleepUntil(control.measureFrom());
            Map<String, Double> cpuBefore = cpu.read();
            long measured = System.nanoTime();
            control.sleepUntil(measured + (long) (plan.seconds() * 1e9));
            control.stop();
            double seconds = (System.nanoTime() - measured) / 1e9;
            Map<String, Double> cpuAfter = cpu.read();
            for (LoadThread thread : threads) {
                thread.join(TimeUnit.NANOSECONDS.toMillis(DRAIN_NS) + 1_000);
            }
            control.rethrow();
            return result(plan, threads, seconds, cpuBefore, cpuAfter);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        } finally {
            control.stop();
            threads.forEach(LoadThread::close);
        }
    }

    private static Measurement result(
            LoadPlan plan,
            List<LoadThread> threads,
            double seconds,
            Map<String, Double> cpuBefore,
            Map<String, Double> cpuAfter) {
        Histogram latency = new Histogram(3);
        Histogram lag = new Histogram(3);
        Map<String, Long> other = new TreeMap<>();
        long inTime = 0;
        long all = 0;
        for (LoadThread thread : threads) {
            latency.add(thread.latency());
            lag.add(thread.lag());
            inTime += thread.expectedInTime();
            all += thread.expectedResponses();
            thread.otherResponses().forEach((code, n) -> other.merge(code, n, Long::sum));
        }
        if (inTime == 0) {
            throw new IllegalStateException("No request was answered as expected; answers: " + other);
        }
        return new Measurement(
                plan.connections(),
                plan.rate(),
                seconds,
                inTime / seconds,
                percentiles(latency, lag),
                ProcessCpu.perUnit(cpuBefore, cpuAfter, inTime),
                other,
                plan.expected().equals(LoadPlan.CREATED) ? all : 0);
    }

    private static Measurement.Latency percentiles(Histogram latency, Histogram lag) {
        return new Measurement.Latency(
                latency.getValueAtPercentile(50) / 1e6,
                latency.getValueAtPercentile(99) / 1e6,
                latency.getValueAtPercentile(99.9) / 1e6,
                latency.getMaxValue() / 1e6,
                lag.getTotalCount() == 0 ? 0 : lag.getValueAtPercentile(99) / 1e6);
    }
}
