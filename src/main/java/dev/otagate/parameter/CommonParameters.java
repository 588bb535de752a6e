package dev.otagate.parameter;

import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.Failure;
import dev.otagate.failure.Result;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters that all requests have in common (contract: "Common parameters"). They are checked, except for the signature.
 *
 * @param action the name of an operation, which may not exist
 * @param nonce 1 to 128 code points
 */
public record CommonParameters(String action, String accessKeyId, String nonce, RequestSignature signature) {
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(15);
    private static final int MAX_NONCE_CODE_POINTS = 128;
    // In the contract's order.
    private static final List<Map.Entry<String, ErrorCode>> REQUIRED = List.of(
            Map.entry("Action", ErrorCode.MISSING_ACTION),
            Map.entry("AccessKeyId", ErrorCode.MISSING_ACCESS_KEY_ID),
            Map.entry("SignatureMethod", ErrorCode.MISSING_SIGNATURE_METHOD),
            Map.entry("SignatureNonce", ErrorCode.MISSING_SIGNATURE_NONCE),
            Map.entry("Timestamp", ErrorCode.MISSING_TIMESTAMP),
            Map.entry("Signature", ErrorCode.MISSING_SIGNATURE));

    /** Checks the parameters of a request with an RPC signature in the contract's order. */
    public static Result<CommonParameters> ofRpc(Parameters parameters, Clock clock) {
        Optional<ErrorCode> missing = missing(parameters);
        if (missing.isPresent()) {
            return Result.failed(missing.get());
        }
        Optional<SignatureMethod> method = SignatureMethod.named(parameters.get("SignatureMethod"));
        if (method.isEmpty()) {
            return rejected("SignatureMethod");
        }
        String nonce = parameters.get("SignatureNonce");
        Optional<String> invalid = invalid(parameters, nonce);
        if (invalid.isPresent()) {
            return rejected(invalid.get());
        }
        RequestSignature signature = new RequestSignature.Rpc(method.get(), parameters.get("Signature"));
        return new CommonParameters(parameters.get("Action"), parameters.get("AccessKeyId"), nonce, signature)
                .at(parameters.get("Timestamp"), clock);
    }

    static Optional<ErrorCode> missing(Parameters parameters) {
        for (Map.Entry<String, ErrorCode> required : REQUIRED) {
            if (parameters.getOrEmpty(required.getKey()).isEmpty()) {
                return Optional.of(required.getValue());
            }
        }
        return Optional.empty();
    }

    /** Returns the name of the first optional parameter whose value is not supported. */
    static Optional<String> invalid(Parameters parameters, String nonce) {
        if (nonce.codePointCount(0, nonce.length()) > MAX_NONCE_CODE_POINTS) {
            return Optional.of("SignatureNonce");
        }
        if (isOther(parameters.get("SignatureVersion"), "1.0")) {
            return Optional.of("SignatureVersion");
        }
        if (isOther(parameters.get("Version"), "2018-01-20")) {
            return Optional.of("Version");
        }
        String format = parameters.get("Format");
        return format != null && Format.named(format).isEmpty() ? Optional.of("Format") : Optional.empty();
    }

    /** Returns these parameters if the timestamp is well-formed and close to the clock. */
    Result<CommonParameters> at(String timestamp, Clock clock) {
        Optional<Instant> instant = Timestamps.parse(timestamp);
        if (instant.isEmpty()) {
            return Result.failed(ErrorCode.MALFORMED_TIMESTAMP);
        }
        Duration offset = Duration.between(instant.get(), clock.instant()).abs();
        return offset.compareTo(CLOCK_TOLERANCE) > 0 ? Result.failed(ErrorCode.EXPIRED_TIMESTAMP) : Result.ok(this);
    }

    static Result<CommonParameters> rejected(String parameter) {
        return Result.failed(Failure.of(ErrorCode.INVALID_PARAMETER, parameter));
    }

    private static boolean isOther(String value, String expected) {
        return value != null && !value.equals(expected);
    }
}
