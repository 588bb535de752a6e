package dev.otagate.pipeline;

import dev.otagate.failure.Failure;
import dev.otagate.limit.Permit;
import dev.otagate.limit.RejectionLimiter;

/** Rejects requests by their own parameters: at no cost of a permit, and up to a limit of their own. */
final class ParameterRejections {
    private final RejectionLimiter limiter;

    ParameterRejections(RejectionLimiter limiter) {
        this.limiter = limiter;
    }

    void reject(Exchange exchange, Failure failure) {
        long account = exchange.accessKey().orElseThrow().account().id();
        Permit permit = limiter.acquire(account, exchange.rateLimit());
        if (permit.granted()) {
            exchange.refuse(failure);
        } else {
            exchange.throttle(permit);
        }
    }
}
