package dev.otagate.http;

import dev.otagate.metrics.ConnectionMetrics;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one event loop, and its part of the node's bounds. At a bound, the lowest-ranked connection is closed: unverified
 * connections before verified ones, and among equals the one that has been in its phase for longest. Confined to its event loop.
 */
final class ConnectionTable {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionTable.class);

    private final ConnectionBounds bounds;
    private final ConnectionMetrics.Loop metrics;
    private final TurnQueue newcomers;
    private final TurnQueue turns;
    private final TurnQueue verifiedTurns;
    // Each set is ordered by the time of entry.
    private final Set<Connection> closing = new LinkedHashSet<>();
    private final Set<Connection> idle = new LinkedHashSet<>();
    private final Set<Connection> held = new LinkedHashSet<>();
    private final Set<Connection> verifiedIdle = new LinkedHashSet<>();
    private final Set<Connection> verifiedHeld = new LinkedHashSet<>();
    // Sets of one rank are compared by time: a client that has just connected is idle, too.
    private final List<List<Set<Connection>>> byRank =
            List.of(List.of(closing), List.of(idle, held), List.of(verifiedIdle), List.of(verifiedHeld));
    private final List<List<Set<Connection>>> holders;
    private final Map<InetAddress, Integer> byAddress = new HashMap<>();
    private int open;
    private long bytes;
    private int evictions;

    ConnectionTable(ConnectionBounds bounds, ConnectionMetrics.Loop metrics, EventLoop loop) {
        this.bounds = bounds;
        this.metrics = metrics;
        this.newcomers = TurnQueue.newestAndOldestFirst(loop);
        this.turns = TurnQueue.oldestFirst(loop);
        this.verifiedTurns = TurnQueue.oldestFirst(loop);
        this.holders = bounds.tls()
                ? List.of(List.of(closing), List.of(idle, held), List.of(verifiedHeld))
                : List.of(List.of(held), List.of(verifiedHeld));
    }

    /** The queue of TLS handshakes and first requests. */
    TurnQueue newcomers() {
        return newcomers;
    }

    /** The queue of further requests of unverified connections. */
    TurnQueue turns() {
        return turns;
    }

    /** The queue of requests that verified clients pipeline. */
    TurnQueue verifiedTurns() {
        return verifiedTurns;
    }

    /** Makes room for a new connection; false, and counted as closed, if there is none. */
    boolean admit(Connection connection) {
        if (open >= bounds.maxConnections() && !evictOldest(null, ConnectionMetrics.CONNECTIONS)) {
            count(ConnectionMetrics.CONNECTIONS);
            return false;
        }
        metrics.open(++open);
        enter(connection);
        return true;
    }

    /** Counts a connection against the limit of its address; false if it is over the limit. */
    boolean admitAddress(Connection connection, InetAddress address) {
        if (byAddress.getOrDefault(address, 0) >= bounds.maxConnectionsPerAddress()
                && !evictOldest(address, ConnectionMetrics.ADDRESS)) {
            return false;
        }
        byAddress.merge(address, 1, Integer::sum);
        connection.address(address);
        return true;
    }

    private boolean evictOldest(InetAddress address, String reason) {
        Connection victim = oldest(byRank, candidate -> address == null || address.equals(candidate.address()));
        if (victim != null) {
            evict(victim, reason);
        }
        return victim != null;
    }

    private static Connection oldest(List<List<Set<Connection>>> order, Predicate<Connection> condition) {
        for (List<Set<Connection>> rank : order) {
            Connection oldest = null;
            for (Set<Connection> candidates : rank) {
                Connection first =
                        candidates.stream().filter(condition).findFirst().orElse(null);
                oldest = oldest == null || first != null && first.since() - oldest.since() < 0 ? first : oldest;
            }
            if (oldest != null) {
                return oldest;
            }
        }
        return null;
    }

    /**
     * Takes bytes of the budget, or returns them if negative. If the budget is used up, closes connections that hold some; false if that is
     * not enough.
     */
    boolean reserve(Connection connection, int more) {
        while (bytes + more > bounds.maxBytes()) {
            Connection victim = oldest(holders, holder -> holder != connection && holder.heldBytes() > 0);
            if (victim == null) {
                return false;
            }
            evict(victim, ConnectionMetrics.BYTES);
        }
        bytes += more;
        metrics.bytes(bytes);
        return true;
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

    /** Removes a closed connection, and returns its bytes to the budget. */
    void remove(Connection connection) {
        leave(connection);
        reserve(connection, -connection.heldBytes());
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

    /** Ends what takes too long to arrive, and logs how many connections were closed at a limit. */
    void sweep() {
        long started = System.nanoTime() - bounds.headTimeoutNanos();
        for (Set<Connection> holders : List.of(held, verifiedHeld)) {
            for (Connection holder : List.copyOf(holders)) {
                if (holder.since() - started > 0) {
                    break;
                }
                timeOut(holder);
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

    private void timeOut(Connection holder) {
        if (!(holder.requests() instanceof Http1Requests requests)) {
            return;
        }
        if (holder.phase() == Phase.HEAD) {
            metrics.closed(ConnectionMetrics.HEAD_TIMEOUT);
            requests.timeOutHead();
        } else if (requests.skipsBody()) {
            evict(holder, ConnectionMetrics.BODY_TIMEOUT);
        }
    }

    /** Closes a connection at a limit. */
    void evict(Connection connection, String reason) {
        count(reason);
        connection.close();
    }

    private void count(String reason) {
        evictions++;
        metrics.closed(reason);
    }
}
