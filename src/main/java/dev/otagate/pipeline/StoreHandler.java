package dev.otagate.pipeline;

import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.Failure;
import dev.otagate.limit.ClusterRateLimiter;
import dev.otagate.operation.Operation;
import dev.otagate.store.Outcome;
import dev.otagate.store.StoreClient;
import dev.otagate.store.StoreCommand;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;

/** Has the store do what was asked for, and responds with the outcome. Permits that bought nothing are given back. */
final class StoreHandler implements Handler<RoutingContext> {
    private final StoreClient store;
    private final long deadlineNanos;
    private final RecentNonces recentNonces;
    private final ClusterRateLimiter limiter;

    /** @param deadlineMs from the arrival of a request's last octet, after which the store does not begin with it any more */
    StoreHandler(StoreClient store, long deadlineMs, RecentNonces recentNonces, ClusterRateLimiter limiter) {
        this.store = store;
        this.deadlineNanos = TimeUnit.MILLISECONDS.toNanos(deadlineMs);
        this.recentNonces = recentNonces;
        this.limiter = limiter;
    }

    @Override
    public void handle(RoutingContext context) {
        Exchange exchange = Exchange.of(context);
        Operation operation = exchange.operation();
        StoreCommand command = new StoreCommand(
                exchange.idempotencyKey().flatMap(key -> operation.idempotent()).orElse(operation.statement()),
                exchange.nonceHash(),
                exchange.accessKey().orElseThrow().account().id(),
                exchange.idempotencyKey(),
                exchange.values(),
                exchange.cost(),
                exchange.receivedNanos() + deadlineNanos);
        store.request(command).onSuccess(outcome -> {
            try {
                if (!(outcome instanceof Outcome.Failed || outcome instanceof Outcome.Unavailable)) {
                    recentNonces.remember(exchange.nonceHash());
                }
                if (!usedNonce(outcome)) {
                    PermitHandler.giveBack(limiter, exchange);
                }
                respond(exchange, outcome);
            } catch (Throwable e) {
                context.fail(e);
            }
        });
    }

    // A permit is spent together with a nonce: whoever replays a request spends none of its owner's.
    private static boolean usedNonce(Outcome outcome) {
        return outcome instanceof Outcome.Done
                || outcome instanceof Outcome.Rejected rejected && rejected.code() != ErrorCode.NONCE_USED
                || outcome instanceof Outcome.Repeated repeated && repeated.nonceWasNew();
    }

    private static void respond(Exchange exchange, Outcome outcome) {
        if (outcome instanceof Outcome.Done done) {
            exchange.succeed(done.fields());
        } else if (outcome instanceof Outcome.Rejected rejected) {
            exchange.reject(Failure.of(rejected.code()), rejected.fields());
        } else if (outcome instanceof Outcome.Repeated repeated) {
            exchange.repeats(repeated.requestId());
            respond(exchange, repeated.first());
        } else if (outcome instanceof Outcome.Failed) {
            exchange.reject(ErrorCode.SYSTEM_EXCEPTION);
        } else {
            exchange.reject(ErrorCode.SERVICE_UNAVAILABLE);
        }
    }
}
