package dev.otagate.diagnosis;

import java.util.List;
import java.util.function.UnaryOperator;

/** A signature of the RPC style. */
final class RpcDraft extends Draft {
    String path = "%2F&";
    String separator = "&";
    UnaryOperator<String> outer = PercentEncoding.CORRECT::encode;

    /** @param pairs without {@code Signature} */
    RpcDraft(SignedRequest request, List<Pair> pairs, String secret) {
        super(request, pairs, secret, "&", isSha256(pairs) ? HMAC_SHA256 : HMAC_SHA1);
    }

    private static boolean isSha256(List<Pair> pairs) {
        return pairs.stream()
                .anyMatch(pair ->
                        pair.name().equals("SignatureMethod") && pair.value().equals("HMAC-SHA256"));
    }

    @Override
    String stringToSign() {
        return method + separator + path + outer.apply(canonicalQuery());
    }
}
