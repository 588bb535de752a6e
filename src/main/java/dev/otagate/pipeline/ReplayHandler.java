package dev.otagate.pipeline;

import dev.otagate.failure.ErrorCode;
import dev.otagate.parameter.CommonParameters;
import dev.otagate.signature.NonceHash;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/**
 * Recognises replays before they cost their owner a permit or the store a round trip: by the nonces that this node saw lately, and
 * those that it is serving. What it does not recognise, the ledger in the database does.
 *
 * <p>A request with the nonce of another one that is being served waits for that one's end. If the nonce was used, it is a
 * replay; if not, it is rejected as unavailable, and may be sent again.
 */
final class ReplayHandler implements Handler<RoutingContext> {
    private static final int MAX_WAITING = 1_024;

    private final RecentNonces recentNonces;
    private final NoncesInProgress underWay;
    private final boolean answerResends;
    private final NonceHash nonceHash = new NonceHash();
    private final Semaphore room = new Semaphore(MAX_WAITING);

    /** @param answerResends whether the same signed change once more gets its first response again, from the store */
    ReplayHandler(RecentNonces recentNonces, NoncesInProgress underWay, boolean answerResends) {
        this.recentNonces = recentNonces;
        this.underWay = underWay;
        this.answerResends = answerResends;
    }

    @Override
    public void handle(RoutingContext context) {
        Exchange exchange = Exchange.of(context);
        CommonParameters common = exchange.common();
        UUID hash = nonceHash.of(common.accessKeyId(), common.nonce());
        exchange.nonceHash(hash);
        if (recentNonces.contains(hash)) {
            replay(exchange);
            return;
        }
        underWay.enter(hash)
                .ifPresentOrElse(
                        first -> {
                            if (room.tryAcquire()) {
                                Context owner = context.vertx().getOrCreateContext();
                                first.onComplete(ended -> owner.runOnContext(turn -> followed(exchange)));
                            } else {
                                exchange.reject(ErrorCode.SERVICE_UNAVAILABLE);
                            }
                        },
                        () -> {
                            exchange.onResponse(() -> underWay.leave(hash));
                            context.next();
                        });
    }

    private void followed(Exchange exchange) {
        room.release();
        if (exchange.hasResponse()) {
            return;
        }
        if (recentNonces.contains(exchange.nonceHash())) {
            replay(exchange);
        } else {
            exchange.reject(ErrorCode.SERVICE_UNAVAILABLE);
        }
    }

    private void replay(Exchange exchange) {
        if (answerResends && exchange.operation().idempotent().isPresent()) {
            exchange.replay();
            exchange.context().next();
        } else {
            exchange.reject(ErrorCode.NONCE_USED);
        }
    }
}
