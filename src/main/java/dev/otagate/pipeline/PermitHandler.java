package dev.otagate.pipeline;

import dev.otagate.limit.ClusterRateLimiter;
import dev.otagate.limit.Permit;
import dev.otagate.limit.RateLimit;
import dev.otagate.limit.RejectionLimiter;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletableFuture;

/**
 * Takes the permits of a valid request: one, or as many as its modules. A replay that the store may have a response for takes none;
 * each has a bound of its own.
 *
 * <p>A permit that depends on a lease is waited for; when that takes too long, this node's share decides.
 */
final class PermitHandler implements Handler<RoutingContext> {
    private static final long WAIT_MS = 500;

    private final ClusterRateLimiter limiter;
    private final RejectionLimiter rejections;

    PermitHandler(ClusterRateLimiter limiter, RejectionLimiter rejections) {
        this.limiter = limiter;
        this.rejections = rejections;
    }

    @Override
    public void handle(RoutingContext context) {
        Exchange exchange = Exchange.of(context);
        long account = exchange.accessKey().orElseThrow().account().id();
        RateLimit limit = exchange.rateLimit();
        if (exchange.isReplay()) {
            decide(exchange, rejections.acquireResend(limit, exchange.nonceHash()), 0);
            return;
        }
        int permits = exchange.cost();
        CompletableFuture<Permit> permit = limiter.acquire(account, limit, permits);
        if (permit.isDone()) {
            decide(exchange, permit.join(), permits);
        } else {
            await(exchange, permit, permits);
        }
    }

    private void await(Exchange exchange, CompletableFuture<Permit> permit, int permits) {
        Vertx vertx = exchange.context().vertx();
        Context owner = vertx.getOrCreateContext();
        long timer = vertx.setTimer(
                WAIT_MS, fired -> Guard.run(exchange.context(), () -> takeFromShare(exchange, permit, permits)));
        permit.thenAccept(leased -> owner.runOnContext(turn -> {
            vertx.cancelTimer(timer);
            Guard.run(exchange.context(), () -> decide(exchange, leased, permits));
        }));
    }

    private void takeFromShare(Exchange exchange, CompletableFuture<Permit> permit, int permits) {
        if (permit.cancel(false)) {
            long account = exchange.accessKey().orElseThrow().account().id();
            decide(exchange, limiter.acquireFromShare(account, exchange.rateLimit(), permits), permits);
        }
    }

    private void decide(Exchange exchange, Permit permit, int permits) {
        if (!permit.granted()) {
            exchange.throttle(permit);
            return;
        }
        exchange.permits(permits);
        if (exchange.hasResponse()) {
            giveBack(limiter, exchange);
        } else {
            exchange.context().next();
        }
    }

    /** Returns what the exchange took: its nonce was not used, or not by it. */
    static void giveBack(ClusterRateLimiter limiter, Exchange exchange) {
        if (exchange.permits() > 0) {
            limiter.giveBack(
                    exchange.accessKey().orElseThrow().account().id(), exchange.rateLimit(), exchange.permits());
            exchange.permits(0);
        }
    }
}
