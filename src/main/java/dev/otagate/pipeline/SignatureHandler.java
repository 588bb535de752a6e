package dev.otagate.pipeline;

import dev.otagate.account.AccessKey;
import dev.otagate.account.AccessKeyCache;
import dev.otagate.account.Account;
import dev.otagate.diagnosis.SignedRequest;
import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.Failure;
import dev.otagate.limit.ClusterRateLimiter;
import dev.otagate.limit.RateLimit;
import dev.otagate.parameter.CommonParameters;
import dev.otagate.parameter.RequestSignature;
import dev.otagate.signature.Acs3Signature;
import dev.otagate.signature.RequestHashes;
import dev.otagate.signature.Signer;
import dev.otagate.signature.StringToSign;
import io.vertx.core.AsyncResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/** Finds the access key and verifies the signature with its secret. */
final class SignatureHandler implements StageHandler<Request.Parsed, Request.Verified> {
    private final UnverifiedRequests unverified;
    private final AccessKeyCache accessKeys;
    private final RateLimit defaultQuota;
    private final ClusterRateLimiter limiter;
    private final RequestRecorder recorder;
    private final Optional<MismatchHints> hints;
    private final Signer signer = new Signer();
    private final Acs3Signature acs3 = new Acs3Signature();
    private final RequestHashes hashes = new RequestHashes();

    /**
     * @param unverified counts a request until it is verified
     */
    SignatureHandler(UnverifiedRequests unverified, PipelineServices services) {
        this.unverified = unverified;
        this.accessKeys = services.accessKeys();
        this.defaultQuota = services.rateLimit();
        this.limiter = services.limiter();
        this.recorder = services.recorder();
        this.hints = services.hints();
    }

    @Override
    public void handle(Exchange exchange, Request.Parsed request) {
        accessKeys
                .find(request.common().accessKeyId())
                .onComplete(lookup -> exchange.run(() -> verify(exchange, request, lookup)));
    }

    private void verify(Exchange exchange, Request.Parsed request, AsyncResult<Optional<AccessKey>> lookup) {
        if (exchange.hasResponse()) {
            return;
        }
        if (lookup.failed()) {
            exchange.reject(ErrorCode.SERVICE_UNAVAILABLE);
        } else if (lookup.result().isEmpty()) {
            exchange.reject(ErrorCode.UNKNOWN_ACCESS_KEY);
        } else if (!named(exchange, lookup.result().get()).enabled()) {
            exchange.reject(ErrorCode.DISABLED_ACCESS_KEY);
        } else {
            verify(exchange, request, lookup.result().get());
        }
    }

    private static AccessKey named(Exchange exchange, AccessKey key) {
        exchange.key(key);
        return key;
    }

    private void verify(Exchange exchange, Request.Parsed request, AccessKey key) {
        CommonParameters common = request.common();
        Optional<String> mismatch = common.signature()
                .fold(rpc -> mismatch(exchange, request, key, rpc), acs -> mismatch(exchange, request, key, acs));
        if (mismatch.isPresent()) {
            reject(exchange, request, key, Failure.of(ErrorCode.SIGNATURE_MISMATCH, mismatch.get()));
            return;
        }
        unverified.verified(exchange.http());
        Account account = key.account();
        exchange.account(account.name());
        UUID nonceHash = hashes.ofNonce(common.accessKeyId(), common.nonce());
        next(exchange, new Request.Verified(request, account, quota(account), nonceHash));
    }

    // An explanation takes some milliseconds of a worker thread: only for accounts within their rate limit.
    private void reject(Exchange exchange, Request.Parsed request, AccessKey key, Failure failure) {
        if (hints.isEmpty() && !recorder.history().isOn()) {
            exchange.reject(failure);
            return;
        }
        SignedRequest signed = recorder.mismatch(exchange, request, key);
        Account account = key.account();
        boolean explained = hints.isPresent()
                && limiter.peek(account.id(), quota(account)).granted()
                && hints.get().acquire();
        if (explained) {
            hints.get()
                    .clause(signed, key)
                    .onSuccess(clause -> exchange.run(() -> exchange.reject(failure.followedBy(clause))));
        } else {
            exchange.reject(failure);
        }
    }

    // Both return the server's string to sign if the signature does not match it.
    private Optional<String> mismatch(
            Exchange exchange, Request.Parsed request, AccessKey key, RequestSignature.Rpc signature) {
        byte[] stringToSign = StringToSign.of(exchange.http().method().name(), request.parameters());
        return signer.verify(signature.method(), key.secret(), stringToSign, signature.value())
                ? Optional.empty()
                : Optional.of(new String(stringToSign, StandardCharsets.US_ASCII));
    }

    private Optional<String> mismatch(
            Exchange exchange, Request.Parsed request, AccessKey key, RequestSignature.Acs3 signature) {
        String stringToSign =
                acs3.stringToSign(exchange.http().method().name(), request.query(), exchange::header, signature);
        boolean sameBody = acs3.hash(request.received().body().getBytes()).equals(signature.contentSha256());
        return sameBody && acs3.verify(key.secret(), stringToSign, signature)
                ? Optional.empty()
                : Optional.of(stringToSign);
    }

    private RateLimit quota(Account account) {
        return new RateLimit(
                account.permitsPerSecond().orElse(defaultQuota.permitsPerSecond()),
                account.burst().orElse(defaultQuota.burst()));
    }
}
