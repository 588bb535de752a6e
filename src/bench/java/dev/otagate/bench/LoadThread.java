package dev.otagate.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** One selector loop with its share of the connections, of the requests and of the arrivals. */
final class LoadThread extends Thread {
    private static final long DRAIN_NS = TimeUnit.SECONDS.toNanos(60);
    // A selector waits whole milliseconds, which is too coarse for arrivals.
    private static final long NAP_NS = 30_000;
    private static final long IDLE_NAP_NS = 1_000_000;

    private final LoadPlan plan;
    private final SignedRequests requests;
    private final SignedRequests.Reader reader;
    private final LoadControl control;
    private final Selector selector;
    private final List<LoadConnection> connections = new ArrayList<>();
    private final ArrayDeque<LoadConnection> idle = new ArrayDeque<>();
    private final ArrayDeque<Long> arrivals = new ArrayDeque<>();
    private final byte[] expected;
    private final int stride;
    private final Histogram latency = new Histogram(3);
    private final Histogram lag = new Histogram(3);
    private final Map<String, Long> otherResponses = new HashMap<>();
    private int nextRequest;
    private double nextArrival;
    private int underWay;
    private long expectedResponses;
    private long expectedInTime;

    LoadThread(LoadPlan plan, SignedRequests requests, LoadControl control, int index) {
        super("load-" + index);
        this.plan = plan;
        this.requests = requests;
        this.control = control;
        reader = requests.reader();
        expected = plan.expected().getBytes(StandardCharsets.US_ASCII);
        stride = Math.min(plan.threads(), plan.connections());
        nextRequest = index;
        try {
            selector = Selector.open();
            for (int i = index; i < plan.connections(); i += stride) {
                connections.add(new LoadConnection(plan.port(), selector));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot connect to the gateway", e);
        }
        idle.addAll(connections);
    }

    @Override
    public void run() {
        try {
            nextArrival = control.startedAt();
            if (plan.open()) {
                runOpen();
            } else {
                runClosed();
            }
            drain();
        } catch (IOException | RuntimeException e) {
            control.fail(e);
        }
    }

    private void runClosed() throws IOException {
        while (!idle.isEmpty() && control.running()) {
            sendNext(idle.poll(), System.nanoTime());
        }
        while (control.running()) {
            selector.select(this::onReadable, 100);
        }
    }

    private void runOpen() throws IOException {
        while (control.running()) {
            long now = System.nanoTime();
            arrive(now);
            int ready = selector.selectNow(this::onReadable);
            long left = (long) nextArrival - System.nanoTime();
            if (ready == 0 && left > 0) {
                LockSupport.parkNanos(underWay > 0 ? NAP_NS : Math.min(left, IDLE_NAP_NS));
            }
        }
    }

    /** Arrivals come at random moments, as those of many independent clients do. */
    private void arrive(long now) throws IOException {
        while (nextArrival <= now) {
            arrivals.add((long) nextArrival);
            double mean = 1e9 * stride / plan.rate();
            nextArrival -= mean * Math.log(1 - ThreadLocalRandom.current().nextDouble());
        }
        sendArrivals(now);
    }

    private void sendArrivals(long now) throws IOException {
        while (!arrivals.isEmpty() && !idle.isEmpty()) {
            long intended = arrivals.poll();
            if (arrivals.isEmpty()) {
                lag.recordValue(Math.max(0, now - intended));
            }
            sendNext(idle.poll(), intended);
        }
    }

    /** Also sends what has arrived and found no free connection: leaving it out would hide the longest waits. */
    private void drain() throws IOException {
        long giveUp = System.nanoTime() + DRAIN_NS;
        while (underWay + arrivals.size() > 0 && System.nanoTime() < giveUp) {
            sendArrivals(System.nanoTime());
            selector.select(this::onReadable, 10);
        }
        if (underWay + arrivals.size() > 0) {
            throw new IOException(underWay + arrivals.size() + " requests were not answered within a minute");
        }
    }

    private void onReadable(SelectionKey key) {
        LoadConnection connection = (LoadConnection) key.attachment();
        try {
            if (!connection.read()) {
                return;
            }
            long now = System.nanoTime();
            underWay--;
            count(connection, now);
            if (plan.open()) {
                idle.push(connection);
            } else if (control.running()) {
                sendNext(connection, now);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void count(LoadConnection connection, long now) {
        if (!connection.contains(expected)) {
            otherResponses.merge(connection.code(), 1L, Long::sum);
            return;
        }
        expectedResponses++;
        if (now >= control.measureFrom() && now <= control.stoppedAt()) {
            expectedInTime++;
        }
        if (connection.intendedAt() >= control.measureFrom()) {
            latency.recordValue(now - connection.intendedAt());
        }
    }

    private void sendNext(LoadConnection connection, long intended) throws IOException {
        if (nextRequest >= requests.count()) {
            if (!plan.repeat()) {
                arrivals.clear();
                control.stop();
                return;
            }
            nextRequest %= stride;
        }
        connection.send(reader.request(nextRequest), intended);
        nextRequest += stride;
        underWay++;
    }

    /** Valid once the thread has ended, like all that follows. */
    Histogram latency() {
        return latency;
    }

    Histogram lag() {
        return lag;
    }

    long expectedResponses() {
        return expectedResponses;
    }

    long expectedInTime() {
        return expectedInTime;
    }

    Map<String, Long> otherResponses() {
        return otherResponses;
    }

    void close() {
        connections.forEach(LoadConnection::close);
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
