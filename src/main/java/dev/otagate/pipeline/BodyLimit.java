package dev.otagate.pipeline;

import dev.otagate.operation.Operation;
import dev.otagate.operation.OperationCatalogue;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * How many bytes of a body are read before the signature of its request is verified. A batch operation has a higher limit. The action
 * is in the query, in a header, or in the first bytes of the form.
 */
final class BodyLimit {
    private final OperationCatalogue catalogue;
    private final int limit;
    private final int batchLimit;

    /**
     * @param limit of any request; this many bytes of a form are searched for the action
     * @param batchLimit of a batch operation
     */
    BodyLimit(OperationCatalogue catalogue, int limit, int batchLimit) {
        this.catalogue = catalogue;
        this.limit = Math.min(limit, batchLimit);
        this.batchLimit = batchLimit;
    }

    /** The limit of a request for any operation. */
    int ofAny() {
        return limit;
    }

    /** The limit by a request's head: that of a batch if only the form can have the action. */
    int ofHead(Exchange exchange) {
        return action(exchange, Buffer.buffer())
                .map(this::ofAction)
                .orElse(RequestParameters.hasForm(exchange.http()) ? batchLimit : limit);
    }

    /** The limit by a request's head and the first bytes of its body. */
    int of(Exchange exchange, Buffer arrived) {
        return action(exchange, arrived.slice(0, Math.min(limit, arrived.length())))
                .map(this::ofAction)
                .orElse(limit);
    }

    private int ofAction(String action) {
        return catalogue.named(action).filter(Operation::isBatch).isPresent() ? batchLimit : limit;
    }

    private Optional<String> action(Exchange exchange, Buffer form) {
        return Optional.ofNullable(exchange.header("x-acs-action"))
                .or(() -> Optional.ofNullable(exchange.decode(form).all().get("Action")));
    }
}
