package dev.otagate.pipeline;

import dev.otagate.failure.ErrorCode;
import dev.otagate.metrics.Stage;
import dev.otagate.operation.OperationCatalogue;

/** Looks the action up in the catalogue of operations. */
final class OperationHandler extends StageHandler<Request.Verified, Request.Known> {
    private final OperationCatalogue catalogue;

    OperationHandler(OperationCatalogue catalogue) {
        super(Stage.VERIFY);
        this.catalogue = catalogue;
    }

    @Override
    void handle(Exchange exchange, Request.Verified request) {
        catalogue
                .named(request.parsed().common().action())
                .ifPresentOrElse(
                        operation -> {
                            exchange.action(operation.name());
                            next(exchange, new Request.Known(request, operation));
                        },
                        () -> exchange.reject(ErrorCode.UNKNOWN_ACTION));
    }
}
