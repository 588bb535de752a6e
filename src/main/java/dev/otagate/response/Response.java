package dev.otagate.response;

import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.Failure;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A response before it is encoded.
 *
 * @param requestId a lower-case UUID
 * @param action the name of the operation, empty if the action is unknown
 * @param host supplies the Host of the request, empty if it has none; only some errors contain it
 * @param failure why the request is rejected; empty on success
 * @param fields all others, by name in camel case and in order
 */
public record Response(
        String requestId, String action, Supplier<String> host, Optional<Failure> failure, Map<String, Object> fields) {
    /** The value of the header {@code Retry-After} if the gateway is overloaded. */
    public static final String RETRY_AFTER_SECONDS = "1";

    public int status() {
        return failure.map(error -> error.code().status()).orElse(200);
    }

    /** Whether the request is rejected because of an overload, so that the client should wait before a retry. */
    public boolean isOverload() {
        return failure.filter(error -> error.code() == ErrorCode.SERVICE_UNAVAILABLE)
                .isPresent();
    }
}
