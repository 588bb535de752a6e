package dev.otagate.http;

import dev.otagate.metrics.ConnectionMetrics;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one event loop, and its share of the node's bounds. At a bound, a connection that gives nothing to anybody makes
 * room: one that never carried a verified request before one that did, and the one that waits for the longest time first. Confined
 * to its event loop; the metrics may be read from any thread.
 */
final class ConnectionTable {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionTable.class);

    private final ConnectionBounds bounds;
    private final ConnectionMetrics.Loop metrics;
    // Each is ordered by the time of entry.
    private final Set<Connection> closing = new LinkedHashSet<>();
    private final Set<Connection> idle = new LinkedHashSet<>();
    private final Set<Connection> held = new LinkedHashSet<>();
    private final Set<Connection> verifiedIdle = new LinkedHashSet<>();
    private final Set<Connection> verifiedHeld = new LinkedHashSet<>();
    private final List<Set<Connection>> byEviction = List.of(closing, idle, held, verifiedIdle, verifiedHeld);
    private final Map<InetAddress, Integer> byAddress = new HashMap<>();
    private int open;
    private long bytes;
    private int evictions;

    ConnectionTable(ConnectionBounds bounds, ConnectionMetrics.Loop metrics) {
        this.bounds = bounds;
        this.metrics = metrics;
    }

    /** Makes room for a new connection; false if there is none. */
    boolean admit(Connection connection) {
        if (open >= bounds.maxConnections() && !evictIdle(null, ConnectionMetrics.CONNECTIONS)) {
            return false;
        }
        metrics.open(++open);
        enter(connection);
        return true;
    }

    /** Counts a connection against the limit of its address; false if it is over the limit. */
    boolean admitAddress(Connection connection, InetAddress address) {
        if (byAddress.getOrDefault(address, 0) >= bounds.maxConnectionsPerAddress()
                && !evictIdle(address, ConnectionMetrics.ADDRESS)) {
            return false;
        }
        byAddress.merge(address, 1, Integer::sum);
        connection.address(address);
        return true;
    }

    private boolean evictIdle(InetAddress address, String reason) {
        for (Set<Connection> candidates : byEviction) {
            for (Connection candidate : candidates) {
                if (address == null || address.equals(candidate.address())) {
                    evict(candidate, reason);
                    return true;
                }
            }
        }
        return false;
    }

    /** Takes bytes of the budget, if need be from those who hold theirs for the longest time; false if that is not enough. */
    boolean reserve(Connection connection, int wanted) {
        while (bytes + wanted > bounds.maxBytes()) {
            Connection victim = oldestHolder(connection);
            if (victim == null) {
                return false;
            }
            evict(victim, ConnectionMetrics.BYTES);
        }
        bytes += wanted;
        metrics.bytes(bytes);
        return true;
    }

    private Connection oldestHolder(Connection except) {
        for (Set<Connection> holders : List.of(held, verifiedHeld)) {
            for (Connection holder : holders) {
                if (holder != except && holder.heldBytes() > 0) {
                    return holder;
                }
            }
        }
        return null;
    }

    void release(int unused) {
        bytes -= unused;
        metrics.bytes(bytes);
    }

    void enter(Connection connection) {
        Set<Connection> set = set(connection);
        if (set != null) {
            set.add(connection);
        }
    }

    void leave(Connection connection) {
        Set<Connection> set = set(connection);
        if (set != null) {
            set.remove(connection);
        }
    }

    /** Forgets a connection and what was held for it. */
    void remove(Connection connection) {
        leave(connection);
        release(connection.heldBytes());
        metrics.open(--open);
        if (connection.address() != null) {
            byAddress.computeIfPresent(connection.address(), (address, count) -> count == 1 ? null : count - 1);
        }
    }

    private Set<Connection> set(Connection connection) {
        Phase phase = connection.phase();
        if (phase == Phase.CLOSING) {
            return closing;
        }
        if (phase == Phase.IDLE) {
            return connection.isVerified() ? verifiedIdle : idle;
        }
        return phase.isHeldByClient() ? connection.isVerified() ? verifiedHeld : held : null;
    }

    /** Ends the heads that take too long. */
    void sweep() {
        long started = System.nanoTime() - bounds.headTimeoutNanos();
        for (Set<Connection> holders : List.of(held, verifiedHeld)) {
            for (Connection holder : List.copyOf(holders)) {
                if (holder.since() - started > 0) {
                    break;
                }
                if (holder.phase() == Phase.HEAD) {
                    metrics.closed(ConnectionMetrics.HEAD_TIMEOUT);
                    holder.decoder().timeOut();
                }
            }
        }
        if (evictions > 0) {
            LOG.atWarn()
                    .addKeyValue("connections", evictions)
                    .addKeyValue("open", open)
                    .addKeyValue("unverifiedBytes", bytes)
                    .log("connections closed at a limit");
            evictions = 0;
        }
    }

    void evict(Connection connection, String reason) {
        evictions++;
        metrics.closed(reason);
        connection.evict();
    }
}
