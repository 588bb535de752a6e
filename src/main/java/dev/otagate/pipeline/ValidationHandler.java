package dev.otagate.pipeline;

import dev.otagate.failure.Result;
import dev.otagate.operation.Parameter;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Checks the operation's own parameters by their rules, in their order. */
final class ValidationHandler implements Handler<RoutingContext> {
    @Override
    public void handle(RoutingContext context) {
        Exchange exchange = Exchange.of(context);
        List<Parameter> parameters = exchange.operation().parameters();
        List<String> values = new ArrayList<>(parameters.size());
        for (Parameter parameter : parameters) {
            Result<Optional<String>> checked =
                    parameter.check(exchange.parameters().get(parameter.name()));
            if (checked instanceof Result.Failed<Optional<String>> failed) {
                exchange.refuse(failed.failure());
                return;
            }
            values.add(((Result.Ok<Optional<String>>) checked).value().orElse(null));
        }
        exchange.values(Collections.unmodifiableList(values));
        context.next();
    }
}
