package dev.otagate.transfer;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A response of the API, in either dialect. */
record ApiResponse(int status, JsonObject body) {
    private static final int OK = 200;
    private static final Set<String> CODES_OF_SUCCESS = Set.of("", "200", "OK", "Success");
    // In lower case: Tuya and Alibaba write the same code in different ways. Also with a suffix, such as
    // InternalError.Timeout.
    private static final List<String> TEMPORARY = List.of(
            "throttling",
            "serviceunavailable",
            "internalerror",
            "systembusy",
            "iot.system.systemexception",
            "iot.common.queryproductactionerror",
            "iot.common.queryproductcountactionerror",
            "signaturenonceused");
    private static final Pattern STRING_TO_SIGN =
            Pattern.compile("(string\\W?to\\W?sign|canonical\\W?request).*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** In place of a response that never came. */
    static ApiResponse none(String problem) {
        return new ApiResponse(
                503, new JsonObject().put("code", "ServiceUnavailable").put("message", problem));
    }

    boolean success() {
        return status == OK
                && LenientJson.text(body, "success")
                        .map(Boolean::parseBoolean)
                        .orElseGet(() -> data().isPresent() && CODES_OF_SUCCESS.contains(code()));
    }

    /** Whether it has a field of the API. Another server may send any JSON with status 200. */
    boolean isOfApi() {
        return success()
                || !code().isEmpty()
                || LenientJson.value(body, "success").isPresent();
    }

    /** The error code, empty if there is none. */
    String code() {
        return LenientJson.text(body, "code").orElse("");
    }

    /** The text of the error, up to a string to sign: that has parameters and the AccessKeyId. */
    String message() {
        return code().equals("SignatureDoesNotMatch")
                ? "the secret is not that of the access key"
                : LenientJson.text(body, "errorMessage")
                        .or(() -> LenientJson.text(body, "message"))
                        .map(message -> STRING_TO_SIGN.matcher(message).replaceFirst("..."))
                        .orElse("");
    }

    /** The field {@code data}. */
    Optional<Object> data() {
        return LenientJson.value(body, "data");
    }

    /** Whether the endpoint limits the rate, with whatever status. */
    boolean throttled() {
        return !success() && (status == 429 || lowerCode().startsWith("throttling"));
    }

    /** Whether the same call may succeed later. */
    boolean temporary() {
        return throttled() || status >= 500 || !success() && TEMPORARY.stream().anyMatch(lowerCode()::startsWith);
    }

    private String lowerCode() {
        return code().toLowerCase(Locale.ROOT);
    }
}
