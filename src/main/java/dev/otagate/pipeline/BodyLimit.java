package dev.otagate.pipeline;

import dev.otagate.operation.Operation;
import dev.otagate.operation.OperationCatalogue;
import dev.otagate.parameter.FormDecoder;
import dev.otagate.parameter.Parameters;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * How many bytes of a body are read before the signature of its request is verified: few, unless the request names a batch operation. Its
 * head names it, or the beginning of its form.
 */
final class BodyLimit {
    private final OperationCatalogue catalogue;
    private final int maxParameters;
    private final int few;
    private final int many;

    /**
     * @param few of any request, and of a form in which the action is looked for
     * @param many of a batch
     */
    BodyLimit(OperationCatalogue catalogue, int maxParameters, int few, int many) {
        this.catalogue = catalogue;
        this.maxParameters = maxParameters;
        this.few = Math.min(few, many);
        this.many = many;
    }

    /** The limit of every request, whatever it names. */
    int few() {
        return few;
    }

    /** The limit by a request's head; that of a batch if only the form can name the action. */
    int ofHead(Exchange exchange) {
        return actionInHead(exchange).map(this::ofAction).orElse(ParseHandler.hasForm(exchange) ? many : few);
    }

    /** The limit by a request's head and the first bytes of its body. */
    int of(Exchange exchange, Buffer arrived) {
        return actionInHead(exchange)
                .or(() -> ParseHandler.hasForm(exchange) ? actionInForm(arrived) : Optional.empty())
                .map(this::ofAction)
                .orElse(few);
    }

    private int ofAction(String action) {
        return catalogue.named(action).filter(Operation::isBatch).isPresent() ? many : few;
    }

    private Optional<String> actionInHead(Exchange exchange) {
        Optional<String> header = Optional.ofNullable(exchange.header("x-acs-action"));
        return header.or(() -> Optional.ofNullable(
                ParseHandler.query(exchange.context().request(), maxParameters).get("Action")));
    }

    private Optional<String> actionInForm(Buffer arrived) {
        FormDecoder decoder = new FormDecoder(maxParameters);
        decoder.add(arrived.getBytes(0, Math.min(few, arrived.length())));
        Parameters parameters = decoder.parameters();
        return Optional.ofNullable(parameters.get("Action"));
    }
}
