package dev.otagate.response;

import dev.otagate.failure.Failure;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a client is told, before it has a form.
 *
 * @param requestId a lower-case UUID
 * @param action the name of the operation, empty where none was found
 * @param host gives the host that the client asked, empty where it named none; few answers tell it
 * @param failure why the request is rejected; nothing where it succeeded
 * @param fields what the response tells beyond that, by name in camel case and in order
 */
public record Response(
        String requestId,
        String action,
        Supplier<String> host,
        Optional<Failure> failure,
        Map<String, Object> fields) {}
