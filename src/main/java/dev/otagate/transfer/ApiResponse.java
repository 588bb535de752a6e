package dev.otagate.transfer;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;

/** A response of the API, in either dialect. */
record ApiResponse(int status, JsonObject body) {
    private static final int OK = 200;
    private static final Set<String> CODES_OF_SUCCESS = Set.of("", "200", "OK", "Success");
    private static final Set<String> TEMPORARY = Set.of(
            "ServiceUnavailable", "InternalError", "SystemBusy", "iot.system.SystemException", "SignatureNonceUsed");

    /** In place of a response that never came. */
    static ApiResponse none(String problem) {
        return new ApiResponse(
                503, new JsonObject().put("code", "ServiceUnavailable").put("message", problem));
    }

    boolean success() {
        return status == OK
                && LenientJson.text(body, "success")
                        .map(Boolean::parseBoolean)
                        .orElseGet(() -> CODES_OF_SUCCESS.contains(code()));
    }

    /** The error code, empty if there is none. */
    String code() {
        return LenientJson.text(body, "code").orElse("");
    }

    /** The text of the error. That of a wrong signature has the string to sign, and is not returned. */
    String message() {
        return code().equals("SignatureDoesNotMatch")
                ? "the secret is not that of the access key"
                : LenientJson.text(body, "errorMessage")
                        .or(() -> LenientJson.text(body, "message"))
                        .orElse("");
    }

    /** The field {@code data}. */
    Optional<Object> data() {
        return LenientJson.value(body, "data");
    }

    /** Whether the endpoint limits the rate, with whatever status. */
    boolean throttled() {
        return !success() && (status == 429 || code().startsWith("Throttling"));
    }

    /** Whether the same call may succeed later. */
    boolean temporary() {
        return throttled() || status >= 500 || !success() && TEMPORARY.contains(code());
    }
}
