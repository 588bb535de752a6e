package dev.otagate.pipeline;

import dev.otagate.failure.Failure;
import dev.otagate.limit.Permit;
import dev.otagate.limit.RejectionLimiter;
import dev.otagate.metrics.Stage;

/** Checks the operation's own parameters. A rejection takes no permit; rejections have a limit of their own. */
final class ValidationHandler extends StageHandler<OperationRequest, ValidRequest> {
    private final RejectionLimiter rejections;

    ValidationHandler(RejectionLimiter rejections) {
        super(Stage.VALIDATE);
        this.rejections = rejections;
    }

    @Override
    void handle(Exchange exchange, OperationRequest request) {
        request.operation()
                .check(request.verified().parsed().parameters()::get)
                .match(
                        values -> next(exchange, ValidRequest.of(request, values)),
                        failure -> reject(exchange, request.verified(), failure));
    }

    private void reject(Exchange exchange, VerifiedRequest caller, Failure failure) {
        Permit permit = rejections.acquireRejection(caller.account().id(), caller.quota(), caller.nonceHash());
        if (permit.granted()) {
            exchange.reject(failure);
        } else {
            exchange.throttle(permit);
        }
    }
}
