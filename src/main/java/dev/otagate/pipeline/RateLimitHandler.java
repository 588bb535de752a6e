package dev.otagate.pipeline;

import dev.otagate.limit.ClusterRateLimiter;
import dev.otagate.limit.Permit;
import dev.otagate.metrics.Stage;

/**
 * Rejects the requests of an account without permits. Takes no permit: {@link PermitHandler} does, if the request is valid and no
 * replay.
 */
final class RateLimitHandler extends StageHandler<Request.Known, Request.Known> {
    private final ClusterRateLimiter limiter;

    RateLimitHandler(ClusterRateLimiter limiter) {
        super(Stage.LIMIT);
        this.limiter = limiter;
    }

    @Override
    void handle(Exchange exchange, Request.Known request) {
        Request.Verified caller = request.verified();
        Permit permit = limiter.peek(caller.account().id(), caller.quota());
        if (permit.granted()) {
            next(exchange, request);
        } else {
            exchange.throttle(permit);
        }
    }
}
