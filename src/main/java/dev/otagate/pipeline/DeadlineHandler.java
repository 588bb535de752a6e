package dev.otagate.pipeline;

import dev.otagate.failure.ErrorCode;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets a deadline for every request: it gets a response even if a later stage loses its result. One periodic timer checks all
 * requests of an event loop, as a timer for each would cost more than most stages.
 */
final class DeadlineHandler implements StageHandler<Request.Received, Request.Received> {
    private static final Logger LOG = LoggerFactory.getLogger(DeadlineHandler.class);
    private static final long CHECK_INTERVAL_MS = 250;

    private final long timeoutNanos;
    private final Map<Exchange, Request.Received> inProgress = new LinkedHashMap<>();
    private boolean checking;

    /** @param timeoutMs from the arrival of a request's last octet; longer than every wait of the later stages */
    DeadlineHandler(long timeoutMs) {
        timeoutNanos = TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    }

    @Override
    public void handle(Exchange exchange, Request.Received request) {
        inProgress.put(exchange, request);
        exchange.onResponse(() -> inProgress.remove(exchange));
        startChecks(exchange.context().vertx());
        next(exchange, request);
    }

    private void startChecks(Vertx vertx) {
        if (!checking) {
            checking = true;
            vertx.setPeriodic(CHECK_INTERVAL_MS, timer -> endOverdue());
        }
    }

    private void endOverdue() {
        long now = System.nanoTime();
        List<Exchange> overdue = new ArrayList<>();
        for (Map.Entry<Exchange, Request.Received> oldest : inProgress.entrySet()) {
            if (now - oldest.getValue().arrivedNanos() < timeoutNanos) {
                break;
            }
            overdue.add(oldest.getKey());
        }
        if (!overdue.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("requests", overdue.size())
                    .log("requests without a result ended by their deadline");
            overdue.forEach(exchange -> exchange.run(() -> exchange.reject(ErrorCode.SERVICE_UNAVAILABLE)));
        }
    }
}
