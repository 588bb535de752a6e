package dev.otagate.chaos.hostile;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * Many hostile connections, driven by one thread and one selector. A connection that the gateway closes is opened again after a
 * pause, with a new script.
 */
final class Swarm implements AutoCloseable {
    private static final long SELECT_MS = 20;
    private static final int BUFFER = 64 * 1024;

    private final Selector selector;
    private final InetSocketAddress target;
    private final List<SwarmConnection> connections = new ArrayList<>();
    private final PriorityQueue<SwarmConnection> timers =
            new PriorityQueue<>(Comparator.comparingLong(SwarmConnection::dueNanos));
    private final ByteBuffer incoming = ByteBuffer.allocateDirect(BUFFER);
    private final SwarmCounts counts = new SwarmCounts();
    private final long reopenNanos;
    private final long octetsPerSecond;
    private final Thread thread = new Thread(this::run, "swarm");
    private long allowance;
    private volatile boolean stopped;

    /**
     * @param addresses how many loopback addresses, from 127.0.0.2, the connections come from
     * @param reopenMs the pause before a closed connection is opened again
     * @param octetsPerSecond what all connections together send at most
     */
    Swarm(
            InetSocketAddress target,
            IntFunction<Script> scripts,
            int size,
            int addresses,
            long reopenMs,
            long octetsPerSecond)
            throws IOException {
        this.target = target;
        this.octetsPerSecond = octetsPerSecond;
        reopenNanos = TimeUnit.MILLISECONDS.toNanos(reopenMs);
        selector = Selector.open();
        long now = System.nanoTime();
        long spread = TimeUnit.SECONDS.toNanos(2) / size;
        for (int i = 0; i < size; i++) {
            int number = i;
            SwarmConnection connection =
                    new SwarmConnection("127.0.0." + (2 + i % addresses), () -> scripts.apply(number), counts);
            connection.dueAt(now + i * spread);
            connections.add(connection);
            timers.add(connection);
        }
    }

    void start() {
        thread.start();
    }

    /** What has happened so far. Thread-safe. */
    SwarmCounts counts() {
        return counts;
    }

    private void run() {
        long last = System.nanoTime();
        try {
            while (!stopped) {
                selector.select(SELECT_MS);
                long now = System.nanoTime();
                // At most a tenth of a second's octets are saved up.
                allowance = Math.min(octetsPerSecond / 10, allowance + (now - last) * octetsPerSecond / 1_000_000_000);
                last = now;
                for (SelectionKey key : selector.selectedKeys()) {
                    serve((SwarmConnection) key.attachment(), key);
                }
                selector.selectedKeys().clear();
                fireTimers(now);
            }
        } catch (IOException e) {
            counts.failed(e.toString());
        } finally {
            connections.forEach(SwarmConnection::abort);
        }
    }

    private void fireTimers(long now) {
        List<SwarmConnection> due = new ArrayList<>();
        while (!timers.isEmpty() && timers.peek().dueNanos() <= now) {
            due.add(timers.poll());
        }
        for (SwarmConnection connection : due) {
            try {
                if (!connection.isOpen()) {
                    connection.open(selector, target);
                } else {
                    connection.resume();
                }
            } catch (IOException e) {
                lose(connection, e);
            }
        }
    }

    private void serve(SwarmConnection connection, SelectionKey key) {
        try {
            if (key.isConnectable()) {
                connection.connected();
            }
            if (key.isReadable()) {
                receive(connection);
            }
            if (key.isValid() && key.isWritable()) {
                send(connection);
            }
        } catch (IOException e) {
            lose(connection, e);
        }
    }

    private void receive(SwarmConnection connection) throws IOException {
        long pauseMs = connection.read(incoming);
        if (pauseMs > 0) {
            later(connection, TimeUnit.MILLISECONDS.toNanos(pauseMs));
        } else if (pauseMs == 0) {
            connection.resume();
        }
    }

    private void send(SwarmConnection connection) throws IOException {
        if (allowance <= 0) {
            // Writable sockets would make the selector spin until there is something to send again.
            later(connection, TimeUnit.MILLISECONDS.toNanos(SELECT_MS));
            return;
        }
        allowance -= connection.write();
        if (connection.pauseNanos() > 0) {
            later(connection, connection.pauseNanos());
        }
    }

    private void later(SwarmConnection connection, long nanos) {
        connection.suspend();
        connection.dueAt(System.nanoTime() + nanos);
        timers.add(connection);
    }

    private void lose(SwarmConnection connection, IOException reason) {
        counts.closed(reason);
        connection.abort();
        timers.remove(connection);
        connection.dueAt(System.nanoTime() + reopenNanos);
        timers.add(connection);
    }

    @Override
    public void close() {
        stopped = true;
        selector.wakeup();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(20));
            selector.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            counts.failed(e.toString());
        }
    }
}
