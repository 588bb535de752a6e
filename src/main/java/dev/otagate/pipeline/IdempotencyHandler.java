package dev.otagate.pipeline;

import dev.otagate.metrics.Stage;
import dev.otagate.operation.Operation;
import dev.otagate.signature.IdempotencyHash;
import dev.otagate.store.IdempotencyKey;
import java.util.Optional;
import java.util.UUID;

/**
 * Decides whether the first response to a change is stored for retries, and by which key: the account's ClientToken, or the nonce if
 * resends get the stored response.
 */
final class IdempotencyHandler extends StageHandler<ValidRequest, ValidRequest> {
    private final boolean answerResends;
    private final IdempotencyHash hash = new IdempotencyHash();

    /** @param answerResends whether a resend of a signed change gets the stored response */
    IdempotencyHandler(boolean answerResends) {
        super(Stage.LIMIT);
        this.answerResends = answerResends;
    }

    @Override
    void handle(Exchange exchange, ValidRequest request) {
        String token = request.verified().parsed().parameters().getOrEmpty(Operation.CLIENT_TOKEN.name());
        boolean stored = request.operation().idempotent().isPresent() && (answerResends || !token.isEmpty());
        next(exchange, stored ? request.with(key(exchange, request, token)) : request);
    }

    private IdempotencyKey key(Exchange exchange, ValidRequest request, String token) {
        VerifiedRequest caller = request.verified();
        UUID signed = hash.ofSignature(
                caller.nonceHash(), caller.parsed().common().signature().value());
        Optional<UUID> resend = answerResends ? Optional.of(signed) : Optional.empty();
        UUID requestId = UUID.fromString(exchange.requestId());
        return token.isEmpty()
                ? new IdempotencyKey(hash.ofNonce(caller.nonceHash()), signed, resend, requestId)
                : new IdempotencyKey(
                        hash.ofToken(caller.account().id(), token),
                        hash.ofRequest(request.operation().name(), request.values()),
                        resend,
                        requestId);
    }
}
