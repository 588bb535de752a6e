package dev.otagate.pipeline;

import dev.otagate.failure.ErrorCode;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives every request a deadline, whatever a later handler waits for: a result that is lost still ends in a response. One
 * periodic timer for all requests of an event loop, as a timer for each would cost more than most handlers.
 */
final class DeadlineHandler implements Handler<RoutingContext> {
    private static final Logger LOG = LoggerFactory.getLogger(DeadlineHandler.class);
    private static final long CHECK_INTERVAL_MS = 250;

    private final long timeoutNanos;
    private final Set<Exchange> underWay = new LinkedHashSet<>();
    private boolean checking;

    /** @param timeoutMs from the arrival of a request's last octet; longer than every wait of the later handlers */
    DeadlineHandler(long timeoutMs) {
        timeoutNanos = TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    }

    @Override
    public void handle(RoutingContext context) {
        Exchange exchange = Exchange.of(context);
        exchange.received();
        underWay.add(exchange);
        exchange.onResponse(() -> underWay.remove(exchange));
        if (!checking) {
            checking = true;
            context.vertx().setPeriodic(CHECK_INTERVAL_MS, timer -> endOverdue());
        }
        context.next();
    }

    private void endOverdue() {
        long now = System.nanoTime();
        List<Exchange> overdue = new ArrayList<>();
        for (Exchange exchange : underWay) {
            if (now - exchange.receivedNanos() < timeoutNanos) {
                break;
            }
            overdue.add(exchange);
        }
        if (!overdue.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("requests", overdue.size())
                    .log("requests without a result ended by their deadline");
            overdue.forEach(
                    exchange -> Guard.run(exchange.context(), () -> exchange.reject(ErrorCode.SERVICE_UNAVAILABLE)));
        }
    }
}
