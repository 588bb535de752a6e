package dev.otagate.pipeline;

import dev.otagate.account.Account;
import dev.otagate.limit.ClusterRateLimiter;
import dev.otagate.limit.Permit;
import dev.otagate.limit.RateLimit;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * Rejects the requests of an account that has no permit left, and takes none: {@link PermitHandler} does, once the request is
 * known to be valid and no replay.
 */
final class RateLimitHandler implements Handler<RoutingContext> {
    private final ClusterRateLimiter limiter;
    private final RateLimit defaultLimit;

    RateLimitHandler(ClusterRateLimiter limiter, RateLimit defaultLimit) {
        this.limiter = limiter;
        this.defaultLimit = defaultLimit;
    }

    @Override
    public void handle(RoutingContext context) {
        Exchange exchange = Exchange.of(context);
        Account account = exchange.accessKey().orElseThrow().account();
        RateLimit limit = new RateLimit(
                account.permitsPerSecond().orElse(defaultLimit.permitsPerSecond()),
                account.burst().orElse(defaultLimit.burst()));
        exchange.rateLimit(limit);
        Permit permit = limiter.peek(account.id(), limit);
        if (permit.granted()) {
            context.next();
        } else {
            exchange.throttle(permit);
        }
    }
}
