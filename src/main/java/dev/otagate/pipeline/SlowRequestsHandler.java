package dev.otagate.pipeline;

import dev.otagate.failure.ErrorCode;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;

/**
 * Bounds the slow requests of an account that are under way on an event loop. One more is rejected before its parameters are
 * read, which takes the loop longer than all else if they are a hundred modules.
 */
final class SlowRequestsHandler implements Handler<RoutingContext> {
    // About as many batches as the store's queue takes of one account.
    private static final int MAX_UNDER_WAY = 64;

    private final Map<Long, Integer> underWay = new HashMap<>();

    @Override
    public void handle(RoutingContext context) {
        Exchange exchange = Exchange.of(context);
        if (exchange.operation().statement().isSlow()) {
            long account = exchange.accessKey().orElseThrow().account().id();
            if (underWay.getOrDefault(account, 0) >= MAX_UNDER_WAY) {
                exchange.reject(ErrorCode.SERVICE_UNAVAILABLE);
                return;
            }
            underWay.merge(account, 1, Integer::sum);
            exchange.onResponse(() -> underWay.computeIfPresent(account, (id, count) -> count == 1 ? null : count - 1));
        }
        context.next();
    }
}
