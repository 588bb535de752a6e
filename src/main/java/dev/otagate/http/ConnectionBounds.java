package dev.otagate.http;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.otagate.config.HttpConfig;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * The limits of one event loop: an equal part of the node's limits.
 *
 * @param tls whether idle connections hold bytes
 */
record ConnectionBounds(
        int maxConnections, int maxConnectionsPerAddress, long maxBytes, long headTimeoutNanos, boolean tls) {
    // For connections to the database and to the management port, and for accepted connections that are not counted
    // yet.
    private static final long RESERVED_FILES = 16;
    private static final long FEWEST_CONNECTIONS = 4;

    /** Returns the limits of one event loop. */
    static ConnectionBounds of(HttpConfig config) {
        int loops = config.eventLoopCount();
        return new ConnectionBounds(
                (int) part(Math.min(config.limits().maxConnections(), connectionsByOpenFiles()), loops),
                (int) part(config.limits().maxConnectionsPerAddress(), loops),
                part(config.limits().maxUnverifiedBytes(), loops),
                TimeUnit.MILLISECONDS.toNanos(config.limits().headTimeoutMs()),
                config.tls().enabled());
    }

    private static long part(long all, int loops) {
        return Math.max(1, all / loops);
    }

    private static long connectionsByOpenFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? Math.max(
                        FEWEST_CONNECTIONS,
                        system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount() - RESERVED_FILES)
                : Long.MAX_VALUE;
    }
}
