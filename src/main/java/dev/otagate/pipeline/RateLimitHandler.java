package dev.otagate.pipeline;

import dev.otagate.account.Account;
import dev.otagate.failure.ErrorCode;
import dev.otagate.limit.ClusterRateLimiter;
import dev.otagate.limit.Permit;
import dev.otagate.limit.RateLimit;
import dev.otagate.limit.RateLimitHeaders;
import dev.otagate.parameter.CommonParameters;
import dev.otagate.signature.NonceHash;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;

/**
 * Takes a permit of the account, over all its keys. A request that this node knows as a replay takes none: whoever captured
 * a signed request must not be able to use up its owner's quota.
 */
final class RateLimitHandler implements Handler<RoutingContext> {
    private final ClusterRateLimiter limiter;
    private final RateLimit byDefault;
    private final RecentNonces recentNonces;
    private final NonceHash nonceHash = new NonceHash();

    RateLimitHandler(ClusterRateLimiter limiter, RateLimit byDefault, RecentNonces recentNonces) {
        this.limiter = limiter;
        this.byDefault = byDefault;
        this.recentNonces = recentNonces;
    }

    @Override
    public void handle(RoutingContext context) {
        Exchange exchange = Exchange.of(context);
        CommonParameters common = exchange.common();
        UUID hash = nonceHash.of(common.accessKeyId(), common.nonce());
        boolean replay = recentNonces.contains(hash);
        exchange.nonce(hash, replay);
        Account account = exchange.accessKey().orElseThrow().account();
        RateLimit limit = limitOf(account);
        if (replay) {
            decide(context, limiter.peek(account.id(), limit));
        } else {
            Context owner = context.vertx().getOrCreateContext();
            limiter.acquire(account.id(), limit, permit -> {
                // At once on this event loop as a rule; on another thread after a lease.
                if (Vertx.currentContext() == owner) {
                    decide(context, permit);
                } else {
                    owner.runOnContext(ignored -> decide(context, permit));
                }
            });
        }
    }

    private static void decide(RoutingContext context, Permit permit) {
        if (permit.granted()) {
            context.next();
        } else {
            tell(context.response(), RateLimitHeaders.of(permit));
            Exchange.of(context).refuse(ErrorCode.THROTTLED);
        }
    }

    private RateLimit limitOf(Account account) {
        return new RateLimit(
                account.permitsPerSecond().orElse(byDefault.permitsPerSecond()),
                account.burst().orElse(byDefault.burst()));
    }

    private static void tell(HttpServerResponse response, RateLimitHeaders headers) {
        response.putHeader(HttpHeaders.RETRY_AFTER, headers.retryAfter());
        response.putHeader("RateLimit", headers.rateLimit());
        response.putHeader("RateLimit-Policy", headers.policy());
    }
}
