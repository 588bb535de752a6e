package dev.otagate.pipeline;

import dev.otagate.operation.Operation;
import dev.otagate.operation.OperationCatalogue;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * How many bytes of a body are read before the signature of its request is verified. A batch operation has a higher limit. The action
 * is in the query, in a header, or in the first bytes of the form.
 *
 * @param ofAny the limit of every request; this many bytes of a form are searched for the action
 * @param ofBatch the limit of a batch operation
 */
record BodyLimit(OperationCatalogue catalogue, int ofAny, int ofBatch) {
    BodyLimit {
        ofAny = Math.min(ofAny, ofBatch);
    }

    /** The limit by a request's head: that of a batch if only the form can have the action. */
    int ofHead(Exchange exchange) {
        return action(exchange, Buffer.buffer())
                .map(this::ofAction)
                .orElse(RequestParameters.hasForm(exchange.http()) ? ofBatch : ofAny);
    }

    /** The limit by a request's head and the first bytes of its body. */
    int of(Exchange exchange, Buffer arrived) {
        return action(exchange, arrived.slice(0, Math.min(ofAny, arrived.length())))
                .map(this::ofAction)
                .orElse(ofAny);
    }

    private int ofAction(String action) {
        return catalogue.named(action).filter(Operation::isBatch).isPresent() ? ofBatch : ofAny;
    }

    private Optional<String> action(Exchange exchange, Buffer form) {
        return Optional.ofNullable(exchange.header("x-acs-action"))
                .or(() -> Optional.ofNullable(exchange.decode(form).all().get("Action")));
    }
}
