package dev.otagate.pipeline;

import dev.otagate.account.AccessKey;
import dev.otagate.account.AccessKeyCache;
import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.Failure;
import dev.otagate.parameter.RequestSignature;
import dev.otagate.signature.Acs3Signature;
import dev.otagate.signature.Signer;
import dev.otagate.signature.StringToSign;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Finds the access key and verifies the signature with its secret. */
final class SignatureHandler implements Handler<RoutingContext> {
    private final UnverifiedRequests unverified;
    private final AccessKeyCache accessKeys;
    private final Signer signer = new Signer();
    private final Acs3Signature acs3 = new Acs3Signature();

    /** @param unverified learns which requests are verified */
    SignatureHandler(UnverifiedRequests unverified, AccessKeyCache accessKeys) {
        this.unverified = unverified;
        this.accessKeys = accessKeys;
    }

    @Override
    public void handle(RoutingContext context) {
        Exchange exchange = Exchange.of(context);
        accessKeys
                .find(exchange.common().accessKeyId())
                .onComplete(lookup -> Guard.run(context, () -> {
                    if (exchange.hasResponse()) {
                        return;
                    }
                    if (lookup.succeeded()) {
                        verify(exchange, lookup.result());
                    } else {
                        exchange.reject(ErrorCode.SERVICE_UNAVAILABLE);
                    }
                }));
    }

    private void verify(Exchange exchange, Optional<AccessKey> found) {
        if (found.isEmpty()) {
            exchange.reject(ErrorCode.UNKNOWN_ACCESS_KEY);
            return;
        }
        AccessKey key = found.get();
        if (!key.enabled()) {
            exchange.reject(ErrorCode.DISABLED_ACCESS_KEY);
            return;
        }
        Optional<String> mismatch = mismatch(exchange, key);
        if (mismatch.isPresent()) {
            exchange.reject(Failure.of(ErrorCode.SIGNATURE_MISMATCH, mismatch.get()));
            return;
        }
        unverified.verified(exchange.context().request());
        exchange.accessKey(key);
        exchange.context().next();
    }

    /** The server's string to sign where the signature is not the one of it. */
    private Optional<String> mismatch(Exchange exchange, AccessKey key) {
        String method = exchange.context().request().method().name();
        if (exchange.common().signature() instanceof RequestSignature.Acs3 signature) {
            String stringToSign = acs3.stringToSign(method, exchange.query(), exchange::header, signature);
            boolean sameBody = acs3.hash(exchange.body().getBytes()).equals(signature.contentSha256());
            return sameBody && acs3.verify(key.secret(), stringToSign, signature)
                    ? Optional.empty()
                    : Optional.of(stringToSign);
        }
        RequestSignature.Rpc signature =
                (RequestSignature.Rpc) exchange.common().signature();
        byte[] stringToSign = StringToSign.of(method, exchange.parameters());
        return signer.verify(signature.method(), key.secret(), stringToSign, signature.value())
                ? Optional.empty()
                : Optional.of(new String(stringToSign, StandardCharsets.US_ASCII));
    }
}
