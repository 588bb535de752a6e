package dev.otagate.pipeline;

import dev.otagate.limit.ClusterRateLimiter;
import dev.otagate.limit.Permit;

/**
 * Rejects the requests of an account without permits. Takes no permit: {@link PermitHandler} does, if the request is valid and no
 * replay.
 */
record RateLimitHandler(ClusterRateLimiter limiter) implements StageHandler<Request.Known, Request.Known> {
    @Override
    public void handle(Exchange exchange, Request.Known request) {
        Request.Verified caller = request.verified();
        Permit permit = limiter.peek(caller.account().id(), caller.quota());
        if (permit.granted()) {
            next(exchange, request);
        } else {
            exchange.throttle(permit);
        }
    }
}
