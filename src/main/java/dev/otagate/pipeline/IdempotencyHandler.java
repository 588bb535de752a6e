package dev.otagate.pipeline;

import dev.otagate.operation.Operation;
import dev.otagate.signature.RequestHashes;
import dev.otagate.store.IdempotencyKey;
import java.util.Optional;
import java.util.UUID;

/**
 * Decides whether the first response to a change is stored for retries, and by which key: the account's ClientToken, or the nonce if
 * resends get the stored response.
 */
final class IdempotencyHandler implements StageHandler<Request.Valid, Request.Valid> {
    private final boolean answerResends;
    private final RequestHashes hashes = new RequestHashes();

    /** @param answerResends whether a resend of a signed change gets the stored response */
    IdempotencyHandler(boolean answerResends) {
        this.answerResends = answerResends;
    }

    @Override
    public void handle(Exchange exchange, Request.Valid request) {
        String token = request.verified().parsed().parameters().getOrEmpty(Operation.CLIENT_TOKEN.name());
        boolean resends = answerResends && !request.dryRun();
        boolean stored = request.operation().idempotent().isPresent() && (resends || !token.isEmpty());
        next(exchange, stored ? request.with(key(exchange, request, token)) : request);
    }

    private IdempotencyKey key(Exchange exchange, Request.Valid request, String token) {
        Request.Verified caller = request.verified();
        UUID signed = hashes.ofSignature(
                caller.nonceHash(), caller.parsed().common().signature().value());
        Optional<UUID> resend = answerResends ? Optional.of(signed) : Optional.empty();
        UUID requestId = UUID.fromString(exchange.requestId());
        return token.isEmpty()
                ? new IdempotencyKey(hashes.ofNonceKey(caller.nonceHash()), signed, resend, requestId)
                : new IdempotencyKey(
                        hashes.ofTokenKey(caller.account().id(), token),
                        hashes.ofContent(request.operation().name(), request.values()),
                        resend,
                        requestId);
    }
}
