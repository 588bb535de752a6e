package dev.otagate.pipeline;

import dev.otagate.account.Account;
import dev.otagate.failure.ErrorCode;
import dev.otagate.limit.Permit;
import dev.otagate.limit.RateLimit;
import dev.otagate.limit.RateLimitHeaders;
import dev.otagate.limit.RateLimiter;
import dev.otagate.parameter.CommonParameters;
import dev.otagate.signature.NonceHash;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;

/**
 * Takes a permit of the account, over all its keys. A request that this node knows as a replay takes none: whoever captured
 * a signed request must not be able to use up its owner's quota.
 */
final class RateLimitHandler implements Handler<RoutingContext> {
    private final RateLimiter limiter;
    private final RateLimit byDefault;
    private final RecentNonces recentNonces;
    private final NonceHash nonceHash = new NonceHash();

    RateLimitHandler(RateLimiter limiter, RateLimit byDefault, RecentNonces recentNonces) {
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
        Permit permit = replay ? limiter.peek(account.id(), limit) : limiter.acquire(account.id(), limit);
        if (permit.granted()) {
            context.next();
        } else {
            tell(context.response(), RateLimitHeaders.of(permit));
            exchange.refuse(ErrorCode.THROTTLED);
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
