package dev.otagate.pipeline;

import dev.otagate.metrics.Stage;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.stream.Stream;

/**
 * The stages in order, as Vert.x Web handlers. The compiler checks that each stage takes what the stage before it passes on.
 *
 * @param <T> what the last stage passes on
 */
record Stages<T>(List<Handler<RoutingContext>> handlers) {
    static <I, O> Stages<O> first(Stage stage, StageHandler<I, O> handler) {
        return new Stages<>(List.of(timed(stage, handler)));
    }

    /** @param stage to which the time in the handler counts */
    <O> Stages<O> then(Stage stage, StageHandler<? super T, O> handler) {
        return new Stages<>(Stream.concat(handlers.stream(), Stream.of(timed(stage, handler)))
                .toList());
    }

    // The previous stage passes on an I: then() accepts no other.
    @SuppressWarnings("unchecked")
    private static <I> Handler<RoutingContext> timed(Stage stage, StageHandler<I, ?> handler) {
        return context -> {
            Exchange exchange = Exchange.of(context);
            exchange.clock().enter(stage);
            handler.handle(exchange, (I) exchange.request());
        };
    }
}
