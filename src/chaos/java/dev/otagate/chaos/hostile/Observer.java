package dev.otagate.chaos.hostile;

import dev.otagate.chaos.hostile.HonestConnection.Response;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Asks for readiness on a new connection four times a second, and reads the gateway's resident memory. Thread-safe. */
final class Observer implements Runnable {
    private static final long PERIOD_MS = 250;
    private static final int TIMEOUT_MS = 5_000;

    private final Target target;
    private final Map<String, Long> readiness = new TreeMap<>();
    private Latencies latencies = new Latencies();
    private long peakKiB;
    private volatile boolean stopped;

    Observer(Target target) {
        this.target = target;
    }

    void stop() {
        stopped = true;
    }

    /** Forgets what was seen. */
    synchronized void reset() {
        readiness.clear();
        latencies = new Latencies();
        peakKiB = 0;
    }

    /**
     * What was seen since the last {@link #reset}.
     *
     * @param readiness how often each status was returned
     * @param longestMs the longest that readiness took, in milliseconds
     * @param peakMib the most resident memory, in MiB; 0 if it cannot be read
     */
    record Seen(Map<String, Long> readiness, double longestMs, long peakMib) {}

    synchronized Seen seen() {
        return new Seen(new TreeMap<>(readiness), latencies.percentile(100), peakKiB / 1024);
    }

    @Override
    public void run() {
        while (!stopped) {
            long started = System.nanoTime();
            String status = ready();
            note(status, System.nanoTime() - started, residentKiB());
            try {
                TimeUnit.MILLISECONDS.sleep(PERIOD_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void note(String status, long nanos, long residentKiB) {
        readiness.merge(status, 1L, Long::sum);
        latencies.add(nanos);
        peakKiB = Math.max(peakKiB, residentKiB);
    }

    private String ready() {
        InetSocketAddress address = new InetSocketAddress(
                target.management().getHost(), target.management().getPort());
        try (HonestConnection connection = new HonestConnection(address, TIMEOUT_MS)) {
            Response response = connection.call(HostileRequests.octets(
                    "GET /health/ready HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"));
            return Integer.toString(response.status());
        } catch (IOException e) {
            return e.getClass().getSimpleName();
        }
    }

    private long residentKiB() {
        if (target.pid().isEmpty()) {
            return 0;
        }
        try {
            return Files.readAllLines(Path.of("/proc/" + target.pid().getAsLong() + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
