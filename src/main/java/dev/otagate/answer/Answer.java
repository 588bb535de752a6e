package dev.otagate.answer;

import dev.otagate.failure.Failure;
import dev.otagate.store.AnswerData;
import java.util.Optional;

/**
 * What a client is told, before it has a form.
 *
 * @param requestId a lower-case UUID
 * @param action the name of the operation, empty where none was found
 * @param host the host that the client asked, empty where it named none
 * @param failure why the request is refused; nothing where it succeeded
 * @param data what a query found; nothing for a change
 */
public record Answer(
        String requestId, String action, String host, Optional<Failure> failure, Optional<AnswerData> data) {}
