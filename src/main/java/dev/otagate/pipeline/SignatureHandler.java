package dev.otagate.pipeline;

import dev.otagate.account.AccessKey;
import dev.otagate.account.AccessKeyCache;
import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.Failure;
import dev.otagate.parameter.CommonParameters;
import dev.otagate.signature.Signer;
import dev.otagate.signature.StringToSign;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Finds the access key and verifies the signature with its secret. */
final class SignatureHandler implements Handler<RoutingContext> {
    private final AccessKeyCache accessKeys;
    private final Signer signer;

    SignatureHandler(AccessKeyCache accessKeys, Signer signer) {
        this.accessKeys = accessKeys;
        this.signer = signer;
    }

    @Override
    public void handle(RoutingContext context) {
        Exchange exchange = Exchange.of(context);
        accessKeys.find(exchange.common().accessKeyId()).onComplete(lookup -> {
            try {
                if (lookup.succeeded()) {
                    verify(exchange, lookup.result());
                } else {
                    exchange.refuse(ErrorCode.SERVICE_UNAVAILABLE);
                }
            } catch (RuntimeException e) {
                context.fail(e);
            }
        });
    }

    private void verify(Exchange exchange, Optional<AccessKey> found) {
        if (found.isEmpty()) {
            exchange.refuse(ErrorCode.UNKNOWN_ACCESS_KEY);
            return;
        }
        AccessKey key = found.get();
        if (!key.enabled()) {
            exchange.refuse(ErrorCode.DISABLED_ACCESS_KEY);
            return;
        }
        CommonParameters common = exchange.common();
        byte[] stringToSign =
                StringToSign.of(exchange.context().request().method().name(), exchange.parameters());
        if (!signer.verify(common.signatureMethod(), key.secret(), stringToSign, common.signature())) {
            exchange.refuse(
                    Failure.of(ErrorCode.SIGNATURE_MISMATCH, new String(stringToSign, StandardCharsets.US_ASCII)));
            return;
        }
        exchange.accessKey(key);
        exchange.context().next();
    }
}
