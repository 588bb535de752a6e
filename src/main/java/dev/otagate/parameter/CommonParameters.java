package dev.otagate.parameter;

import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.Failure;
import dev.otagate.failure.Result;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The parameters that every request carries (contract: "Common parameters"), checked but for the signature itself.
 *
 * @param action the operation's name, not yet looked up
 * @param nonce 1 to 128 code points
 */
public record CommonParameters(
        String action, String accessKeyId, SignatureMethod signatureMethod, String nonce, String signature) {
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(15);
    private static final int MAX_NONCE_CODE_POINTS = 128;

    /** Checks in the contract's order: what is missing, what has another value, the timestamp against {@code clock}. */
    public static Result<CommonParameters> check(Parameters parameters, Clock clock) {
        Optional<ErrorCode> missing = missing(parameters);
        if (missing.isPresent()) {
            return Result.failed(missing.get());
        }
        Optional<SignatureMethod> method = SignatureMethod.named(parameters.get("SignatureMethod"));
        Optional<String> invalid = invalid(parameters, method.isPresent());
        if (invalid.isPresent()) {
            return Result.failed(Failure.of(ErrorCode.INVALID_PARAMETER, invalid.get()));
        }
        Optional<Instant> timestamp = Timestamps.parse(parameters.get("Timestamp"));
        if (timestamp.isEmpty()) {
            return Result.failed(ErrorCode.MALFORMED_TIMESTAMP);
        }
        if (Duration.between(timestamp.get(), clock.instant()).abs().compareTo(CLOCK_TOLERANCE) > 0) {
            return Result.failed(ErrorCode.EXPIRED_TIMESTAMP);
        }
        return Result.ok(new CommonParameters(
                parameters.get("Action"),
                parameters.get("AccessKeyId"),
                method.get(),
                parameters.get("SignatureNonce"),
                parameters.get("Signature")));
    }

    private static Optional<ErrorCode> missing(Parameters parameters) {
        if (parameters.getOrEmpty("Action").isEmpty()) {
            return Optional.of(ErrorCode.MISSING_ACTION);
        }
        if (parameters.getOrEmpty("AccessKeyId").isEmpty()) {
            return Optional.of(ErrorCode.MISSING_ACCESS_KEY_ID);
        }
        if (parameters.getOrEmpty("SignatureMethod").isEmpty()) {
            return Optional.of(ErrorCode.MISSING_SIGNATURE_METHOD);
        }
        if (parameters.getOrEmpty("SignatureNonce").isEmpty()) {
            return Optional.of(ErrorCode.MISSING_SIGNATURE_NONCE);
        }
        if (parameters.getOrEmpty("Timestamp").isEmpty()) {
            return Optional.of(ErrorCode.MISSING_TIMESTAMP);
        }
        if (parameters.getOrEmpty("Signature").isEmpty()) {
            return Optional.of(ErrorCode.MISSING_SIGNATURE);
        }
        return Optional.empty();
    }

    private static Optional<String> invalid(Parameters parameters, boolean knownMethod) {
        if (!knownMethod) {
            return Optional.of("SignatureMethod");
        }
        String nonce = parameters.get("SignatureNonce");
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
        if (format != null && Format.named(format).isEmpty()) {
            return Optional.of("Format");
        }
        return Optional.empty();
    }

    private static boolean isOther(String value, String expected) {
        return value != null && !value.equals(expected);
    }
}
