package dev.otagate.pipeline;

import dev.otagate.failure.ErrorCode;
import dev.otagate.limit.Permit;
import dev.otagate.limit.RejectionLimiter;
import dev.otagate.store.IdempotencyKey;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/**
 * Rejects replays before they take a permit or reach the store: by the nonces that this node has seen lately, and those of requests
 * in progress. The nonce ledger in the database rejects the others. A replay passes if the store may have its first
 * response; such replays take no permit, but are bounded.
 *
 * <p>A request with the nonce of another one in progress waits for that one's end. If the nonce was used, it is a
 * replay; if not, it is rejected as unavailable, and may be sent again.
 */
final class ReplayHandler implements StageHandler<Request.Valid, Request.Admitted> {
    private static final int MAX_WAITING = 1_024;

    private final RecentNonces recentNonces;
    private final NoncesInProgress inProgress;
    private final RejectionLimiter rejections;
    private int waiting;

    ReplayHandler(RecentNonces recentNonces, NoncesInProgress inProgress, RejectionLimiter rejections) {
        this.recentNonces = recentNonces;
        this.inProgress = inProgress;
        this.rejections = rejections;
    }

    @Override
    public void handle(Exchange exchange, Request.Valid request) {
        UUID nonce = request.verified().nonceHash();
        if (recentNonces.contains(nonce)) {
            replay(exchange, request);
            return;
        }
        inProgress.enter(nonce).ifPresentOrElse(first -> waitFor(first, exchange, request), () -> {
            exchange.onResponse(() -> inProgress.leave(nonce));
            next(exchange, new Request.Admitted(request, request.cost()));
        });
    }

    private void waitFor(Future<Void> first, Exchange exchange, Request.Valid request) {
        if (waiting < MAX_WAITING) {
            waiting++;
            Context owner = exchange.context().vertx().getOrCreateContext();
            first.onComplete(ended -> owner.runOnContext(turn -> {
                waiting--;
                exchange.run(() -> decide(exchange, request));
            }));
        } else {
            exchange.reject(ErrorCode.SERVICE_UNAVAILABLE);
        }
    }

    private void decide(Exchange exchange, Request.Valid request) {
        if (exchange.hasResponse()) {
            return;
        }
        if (recentNonces.contains(request.verified().nonceHash())) {
            replay(exchange, request);
        } else {
            exchange.reject(ErrorCode.SERVICE_UNAVAILABLE);
        }
    }

    private void replay(Exchange exchange, Request.Valid request) {
        Optional<UUID> resend = request.idempotencyKey().flatMap(IdempotencyKey::signatureHash);
        if (resend.isEmpty()) {
            exchange.reject(ErrorCode.NONCE_USED);
            return;
        }
        Request.Verified caller = request.verified();
        Permit permit = rejections.acquireResend(caller.quota(), caller.nonceHash());
        if (permit.granted()) {
            next(exchange, new Request.Admitted(request, 0));
        } else {
            exchange.throttle(permit);
        }
    }
}
