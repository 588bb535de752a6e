package dev.otagate.pipeline;

import dev.otagate.limit.ClusterRateLimiter;
import dev.otagate.operation.Operation;
import dev.otagate.store.NonceUse;
import dev.otagate.store.Outcome;
import dev.otagate.store.StoreClient;
import dev.otagate.store.StoreCommand;
import java.util.concurrent.TimeUnit;

/**
 * Sends the request to the store, and responds with the outcome. The last stage.
 *
 * @param deadlineMs the time from the arrival of a request's last octet after which the store does not begin with it
 */
record StoreHandler(StoreClient store, long deadlineMs, RecentNonces recentNonces, ClusterRateLimiter limiter)
        implements StageHandler<Request.Admitted, Void> {
    @Override
    public void handle(Exchange exchange, Request.Admitted request) {
        store.request(command(request.valid()))
                .onSuccess(outcome -> exchange.run(() -> {
                    settle(request, outcome);
                    exchange.respond(outcome);
                }));
    }

    private StoreCommand command(Request.Valid request) {
        Operation operation = request.operation();
        Request.Verified caller = request.verified();
        return new StoreCommand(
                operation.statement(request.idempotencyKey().isPresent(), request.dryRun()),
                caller.nonceHash(),
                caller.account().id(),
                request.idempotencyKey(),
                request.values(),
                request.cost(),
                caller.parsed().received().arrivedNanos() + TimeUnit.MILLISECONDS.toNanos(deadlineMs));
    }

    // A request that used no nonce gets its permits back, so replays of captured requests do not cost the account any.
    private void settle(Request.Admitted request, Outcome outcome) {
        Request.Verified caller = request.valid().verified();
        if (outcome.nonce() != NonceUse.UNKNOWN) {
            recentNonces.remember(caller.nonceHash());
        }
        if (outcome.nonce() != NonceUse.BY_THIS_REQUEST && request.permits() > 0) {
            limiter.returnPermits(caller.account().id(), caller.quota(), request.permits());
        }
    }
}
