package dev.otagate.pipeline;

import dev.otagate.operation.Operation;
import dev.otagate.parameter.RequestSignature;
import dev.otagate.signature.IdempotencyHash;
import dev.otagate.store.IdempotencyKey;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.UUID;

/**
 * Decides whether the first response to a change is to be kept, and by which key: the account's ClientToken, or, where resends
 * are answered, the nonce.
 */
final class RetryHandler implements Handler<RoutingContext> {
    private final boolean answerResends;
    private final IdempotencyHash hash = new IdempotencyHash();

    /** @param answerResends whether the same signed change once more gets its first response again */
    RetryHandler(boolean answerResends) {
        this.answerResends = answerResends;
    }

    @Override
    public void handle(RoutingContext context) {
        Exchange exchange = Exchange.of(context);
        String token = exchange.parameters().getOrEmpty(Operation.CLIENT_TOKEN.name());
        if (exchange.operation().idempotent().isPresent() && (answerResends || !token.isEmpty())) {
            exchange.idempotencyKey(idempotencyKey(exchange, token));
        }
        context.next();
    }

    private IdempotencyKey idempotencyKey(Exchange exchange, String token) {
        long account = exchange.accessKey().orElseThrow().account().id();
        UUID signed = hash.ofSignature(exchange.nonceHash(), signature(exchange));
        Optional<UUID> resend = answerResends ? Optional.of(signed) : Optional.empty();
        UUID requestId = UUID.fromString(exchange.requestId());
        return token.isEmpty()
                ? new IdempotencyKey(hash.ofNonce(exchange.nonceHash()), signed, resend, requestId)
                : new IdempotencyKey(
                        hash.ofToken(account, token),
                        hash.ofRequest(exchange.operation().name(), exchange.values()),
                        resend,
                        requestId);
    }

    private static String signature(Exchange exchange) {
        RequestSignature signature = exchange.common().signature();
        return signature instanceof RequestSignature.Acs3 acs3
                ? acs3.value()
                : ((RequestSignature.Rpc) signature).value();
    }
}
