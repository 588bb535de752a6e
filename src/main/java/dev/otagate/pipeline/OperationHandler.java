package dev.otagate.pipeline;

import dev.otagate.failure.ErrorCode;
import dev.otagate.operation.Operation;
import dev.otagate.operation.OperationCatalogue;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Looks the action up in the catalogue of operations. */
final class OperationHandler implements Handler<RoutingContext> {
    private final OperationCatalogue catalogue;

    OperationHandler(OperationCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public void handle(RoutingContext context) {
        Exchange exchange = Exchange.of(context);
        Optional<Operation> operation = catalogue.named(exchange.common().action());
        if (operation.isEmpty()) {
            exchange.reject(ErrorCode.UNKNOWN_ACTION);
        } else {
            exchange.operation(operation.get());
            context.next();
        }
    }
}
