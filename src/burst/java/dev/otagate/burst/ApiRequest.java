package dev.otagate.burst;

import dev.otagate.parameter.SignatureMethod;
import dev.otagate.signature.SignedUrl;
import dev.otagate.signature.StringToSign;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** One operation with its parameters. Immutable. */
record ApiRequest(Map<String, String> parameters) {
    static ApiRequest of(String action, String productKey) {
        return new ApiRequest(Map.of("Action", action, "ProductKey", productKey));
    }

    static ApiRequest of(String action, String productKey, String moduleName) {
        return of(action, productKey).with("ModuleName", moduleName);
    }

    ApiRequest with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(parameters);
        more.put(name, value);
        return new ApiRequest(more);
    }

    /** A URL with a nonce of its own: to be requested once, by GET. */
    String signedUrl(BurstSettings settings) {
        String query = parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + StringToSign.percentEncode(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return SignedUrl.of(
                settings.endpoint(),
                "GET",
                settings.accessKeyId(),
                settings.secret(),
                query,
                SignatureMethod.HMAC_SHA1,
                Clock.systemUTC());
    }
}
