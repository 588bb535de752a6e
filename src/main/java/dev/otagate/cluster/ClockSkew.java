package dev.otagate.cluster;

import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The difference of this node's clock and the database's, measured by heartbeats. Written by one thread, read by all. */
public final class ClockSkew {
    private static final Logger LOG = LoggerFactory.getLogger(ClockSkew.class);
    // The nonce ledger tolerates a difference of 30 s between nodes.
    private static final long WARNING_MS = TimeUnit.SECONDS.toMillis(5);
    private static final long MAX_ROUND_TRIP_MS = 1_000;

    private final Clock clock;
    private volatile long skewMs;

    public ClockSkew(Clock clock) {
        this.clock = clock;
    }

    long now() {
        return clock.millis();
    }

    /** The database read its clock after {@code sentMs} of this node's clock, and before now. */
    void observe(long sentMs, long databaseMs) {
        long receivedMs = now();
        if (receivedMs - sentMs > MAX_ROUND_TRIP_MS) {
            return;
        }
        boolean wasFar = isFar();
        skewMs = (sentMs + receivedMs) / 2 - databaseMs;
        if (isFar() && !wasFar) {
            LOG.atWarn()
                    .addKeyValue("seconds", seconds())
                    .log("this node's clock differs from the database's: set the clocks");
        } else if (wasFar && !isFar()) {
            LOG.info("this node's clock agrees with the database's again");
        }
    }

    private boolean isFar() {
        return Math.abs(skewMs) > WARNING_MS;
    }

    /** Seconds by which this node's clock is ahead of the database's, negative if it is behind. */
    public double seconds() {
        return skewMs / 1_000.0;
    }
}
