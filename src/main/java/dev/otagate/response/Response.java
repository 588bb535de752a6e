package dev.otagate.response;

import dev.otagate.failure.Failure;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A response before a dialect words it.
 *
 * @param requestId a lower-case UUID
 * @param action the name of the operation, empty if there is none
 * @param host the host that the client requested, empty if there is none; few responses need it
 * @param failure why the request is rejected; nothing on success
 * @param fields all others, by name in camel case and in order
 */
public record Response(
        String requestId,
        String action,
        Supplier<String> host,
        Optional<Failure> failure,
        Map<String, Object> fields) {}
