package dev.otagate.pipeline;

import dev.otagate.failure.Failure;
import dev.otagate.failure.Result;
import dev.otagate.operation.Operation;
import dev.otagate.operation.Parameter;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Checks the operation's own parameters by their rules, in their order, and the token of a change. */
final class ValidationHandler implements Handler<RoutingContext> {
    private final ParameterRejections rejections;

    ValidationHandler(ParameterRejections rejections) {
        this.rejections = rejections;
    }

    @Override
    public void handle(RoutingContext context) {
        Exchange exchange = Exchange.of(context);
        List<Parameter> parameters = exchange.operation().parameters();
        List<String> values = new ArrayList<>(parameters.size());
        for (Parameter parameter : parameters) {
            Result<Optional<String>> checked =
                    parameter.check(exchange.parameters().get(parameter.name()));
            if (checked instanceof Result.Failed<Optional<String>> failed) {
                rejections.reject(exchange, failed.failure());
                return;
            }
            values.add(((Result.Ok<Optional<String>>) checked).value().orElse(null));
        }
        if (!hasValidToken(exchange)) {
            Parameter token = Operation.CLIENT_TOKEN;
            rejections.reject(exchange, Failure.of(token.whenInvalid(), token.name()));
            return;
        }
        exchange.values(Collections.unmodifiableList(values));
        context.next();
    }

    private static boolean hasValidToken(Exchange exchange) {
        return exchange.operation().idempotent().isEmpty()
                || Operation.CLIENT_TOKEN
                        .rule()
                        .accept(exchange.parameters().getOrEmpty(Operation.CLIENT_TOKEN.name()))
                        .isPresent();
    }
}
