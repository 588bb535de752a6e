package dev.otagate.pipeline;

import dev.otagate.failure.Failure;
import dev.otagate.limit.Permit;
import dev.otagate.limit.RejectionLimiter;
import dev.otagate.signature.NonceHash;
import java.util.UUID;

/** Rejects requests by their own parameters: at no cost of a permit, and up to a limit of their own. */
final class ParameterRejections {
    private final RejectionLimiter limiter;
    private final NonceHash nonceHash = new NonceHash();

    ParameterRejections(RejectionLimiter limiter) {
        this.limiter = limiter;
    }

    void reject(Exchange exchange, Failure failure) {
        long account = exchange.accessKey().orElseThrow().account().id();
        UUID nonce =
                nonceHash.of(exchange.common().accessKeyId(), exchange.common().nonce());
        Permit permit = limiter.acquireRejection(account, exchange.rateLimit(), nonce);
        if (permit.granted()) {
            exchange.reject(failure);
        } else {
            exchange.throttle(permit);
        }
    }
}
