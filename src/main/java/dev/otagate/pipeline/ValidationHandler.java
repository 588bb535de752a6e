package dev.otagate.pipeline;

import dev.otagate.failure.Failure;
import dev.otagate.limit.Permit;
import dev.otagate.limit.RejectionLimiter;
import dev.otagate.operation.Operation;
import java.util.List;
import java.util.Optional;

/** Checks the operation's own parameters. A rejection takes no permit; rejections have a limit of their own. */
record ValidationHandler(RejectionLimiter rejections) implements StageHandler<Request.Known, Request.Valid> {
    @Override
    public void handle(Exchange exchange, Request.Known request) {
        request.operation()
                .check(request.verified().parsed().parameters()::get)
                .match(
                        values -> next(exchange, valid(request, values)),
                        failure -> reject(exchange, request.verified(), failure));
    }

    private static Request.Valid valid(Request.Known request, List<String> values) {
        Operation operation = request.operation();
        int cost = operation.cost().applyAsInt(values);
        return new Request.Valid(request.verified(), operation, values, cost, request.isDryRun(), Optional.empty());
    }

    private void reject(Exchange exchange, Request.Verified caller, Failure failure) {
        Permit permit = rejections.acquireRejection(caller.account().id(), caller.quota(), caller.nonceHash());
        if (permit.granted()) {
            exchange.reject(failure);
        } else {
            exchange.throttle(permit);
        }
    }
}
