package dev.otagate.answer;

import dev.otagate.failure.Failure;
import java.util.Optional;

/**
 * What a client is told, before it has a form.
 *
 * @param requestId a lower-case UUID
 * @param action the name of the operation, empty where none was found
 * @param failure why the request is refused; nothing where it succeeded
 */
public record Answer(String requestId, String action, Optional<Failure> failure) {}
