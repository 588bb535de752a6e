package dev.otagate.pipeline;

import dev.otagate.operation.Operation;
import dev.otagate.operation.OperationCatalogue;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * How many bytes of a body are read before the signature of its request is verified: few, unless the request is for a batch operation.
 * The action is in its head, or in the first bytes of its form.
 */
final class BodyLimit {
    private final OperationCatalogue catalogue;
    private final int maxParameters;
    private final int few;
    private final int many;

    /**
     * @param few of any request; the action is looked for in so many bytes of a form
     * @param many of a batch
     */
    BodyLimit(OperationCatalogue catalogue, int maxParameters, int few, int many) {
        this.catalogue = catalogue;
        this.maxParameters = maxParameters;
        this.few = Math.min(few, many);
        this.many = many;
    }

    /** The limit of a request for any operation. */
    int few() {
        return few;
    }

    /** The limit by a request's head; that of a batch if only the form can have the action. */
    int ofHead(Exchange exchange) {
        return action(exchange, Buffer.buffer())
                .map(this::ofAction)
                .orElse(RequestParameters.hasForm(exchange.http()) ? many : few);
    }

    /** The limit by a request's head and the first bytes of its body. */
    int of(Exchange exchange, Buffer arrived) {
        return action(exchange, arrived.slice(0, Math.min(few, arrived.length())))
                .map(this::ofAction)
                .orElse(few);
    }

    private int ofAction(String action) {
        return catalogue.named(action).filter(Operation::isBatch).isPresent() ? many : few;
    }

    private Optional<String> action(Exchange exchange, Buffer form) {
        return Optional.ofNullable(exchange.header("x-acs-action"))
                .or(() -> Optional.ofNullable(RequestParameters.decode(exchange.http(), form, maxParameters)
                        .all()
                        .get("Action")));
    }
}
