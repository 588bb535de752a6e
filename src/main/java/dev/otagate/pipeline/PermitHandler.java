package dev.otagate.pipeline;

import dev.otagate.limit.ClusterRateLimiter;
import dev.otagate.limit.Permit;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;

/**
 * Takes the permits of a request: one, or as many as its modules. If they depend on a lease, the request waits for it; after a
 * timeout, the token bucket of this node decides.
 */
record PermitHandler(ClusterRateLimiter limiter) implements StageHandler<Request.Admitted, Request.Admitted> {
    private static final long TIMEOUT_MS = 500;

    @Override
    public void handle(Exchange exchange, Request.Admitted request) {
        if (request.permits() == 0) {
            next(exchange, request);
            return;
        }
        Request.Verified caller = request.valid().verified();
        CompletableFuture<Permit> permit = limiter.acquire(caller.account().id(), caller.quota(), request.permits());
        if (permit.isDone()) {
            decide(exchange, request, permit.join());
        } else {
            await(exchange, request, permit);
        }
    }

    private void await(Exchange exchange, Request.Admitted request, CompletableFuture<Permit> permit) {
        Vertx vertx = exchange.context().vertx();
        Context owner = vertx.getOrCreateContext();
        long timer = vertx.setTimer(TIMEOUT_MS, fired -> exchange.run(() -> takeLocally(exchange, request, permit)));
        permit.thenAccept(leased -> owner.runOnContext(turn -> {
            vertx.cancelTimer(timer);
            exchange.run(() -> decide(exchange, request, leased));
        }));
    }

    private void takeLocally(Exchange exchange, Request.Admitted request, CompletableFuture<Permit> permit) {
        if (permit.cancel(false)) {
            Request.Verified caller = request.valid().verified();
            decide(exchange, request, limiter.acquireLocally(caller.account().id(), caller.quota(), request.permits()));
        }
    }

    private void decide(Exchange exchange, Request.Admitted request, Permit permit) {
        if (!permit.granted()) {
            exchange.throttle(permit);
        } else if (exchange.hasResponse()) {
            Request.Verified caller = request.valid().verified();
            limiter.returnPermits(caller.account().id(), caller.quota(), request.permits());
        } else {
            next(exchange, request);
        }
    }
}
