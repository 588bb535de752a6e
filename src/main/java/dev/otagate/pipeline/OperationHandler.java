package dev.otagate.pipeline;

import dev.otagate.failure.ErrorCode;
import dev.otagate.operation.OperationCatalogue;

/** Looks the action up in the catalogue of operations. */
record OperationHandler(OperationCatalogue catalogue) implements StageHandler<Request.Verified, Request.Known> {
    @Override
    public void handle(Exchange exchange, Request.Verified request) {
        catalogue
                .named(request.parsed().common().action())
                .ifPresentOrElse(
                        operation -> {
                            exchange.operation(operation);
                            next(exchange, new Request.Known(request, operation));
                        },
                        () -> exchange.reject(ErrorCode.UNKNOWN_ACTION));
    }
}
