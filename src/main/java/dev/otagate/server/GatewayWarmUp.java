package dev.otagate.server;

import dev.otagate.config.GatewayConfig;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.warmup.GatewayState;
import dev.otagate.warmup.WarmUp;
import io.vertx.core.Future;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The warm-up of one gateway: one run at most, which ends with the gateway. Blocks; not for an event loop. */
final class GatewayWarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayWarmUp.class);
    private static final long RUN_TIMEOUT_MS = 80_000;
    private static final long END_TIMEOUT_MS = 15_000;

    private final GatewayConfig config;
    private final GatewayState gateway;
    private Optional<WarmUp> running = Optional.empty();
    private boolean ended;

    GatewayWarmUp(GatewayConfig config, GatewayState gateway) {
        this.config = config;
        this.gateway = gateway;
    }

    /** Whether all requests that the settings ask for were sent; see {@link Gateway#warmUp}. */
    boolean run(DatabaseAddress database) {
        int wanted = config.warmUp().requests();
        if (wanted == 0) {
            return false;
        }
        try (DiscardedLog lines = new DiscardedLog(config.log())) {
            WarmUp warmUp = new WarmUp(config, database, lines.logger(), gateway);
            try {
                return tell(Futures.await(begin(warmUp), RUN_TIMEOUT_MS), wanted);
            } finally {
                warmUp.close();
            }
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("cause", e.getMessage()).log("gateway could not warm up");
            return false;
        }
    }

    private synchronized boolean tell(int requests, int wanted) {
        boolean warm = requests >= wanted;
        if (!ended) {
            LOG.atInfo().addKeyValue("requests", requests).log(warm ? "gateway is warm" : "gateway is not warm yet");
        }
        return warm;
    }

    private synchronized Future<Integer> begin(WarmUp warmUp) {
        if (ended || running.isPresent()) {
            warmUp.close();
        } else {
            running = Optional.of(warmUp);
        }
        return warmUp.run();
    }

    /** Ends it at once where it is under way, and when it is to begin. */
    synchronized void end() {
        ended = true;
        running.ifPresent(WarmUp::close);
    }

    /** Waits until what was ended is closed. */
    void awaitEnd() {
        try {
            Futures.await(closed(), END_TIMEOUT_MS);
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("cause", e.getMessage()).log("the warm-up did not end");
        }
    }

    private synchronized Future<Void> closed() {
        return running.map(WarmUp::close).orElse(Future.succeededFuture());
    }
}
