package dev.otagate.pipeline;

import dev.otagate.metrics.Stage;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * A stage of the {@link Pipeline}, as a Vert.x Web handler. It takes the value that the stage before it has passed on, and passes
 * on a value of its own or responds. Every field of such a value is set.
 *
 * @param <I> the value that it takes
 * @param <O> the value that it passes on
 */
abstract class StageHandler<I, O> implements Handler<RoutingContext> {
    private final Stage stage;

    /** @param stage to which the time in this handler counts */
    StageHandler(Stage stage) {
        this.stage = stage;
    }

    // Stages.then() lets only a stage that passes on an I precede this one.
    @SuppressWarnings("unchecked")
    @Override
    public final void handle(RoutingContext context) {
        Exchange exchange = Exchange.of(context);
        exchange.clock().enter(stage);
        handle(exchange, (I) exchange.request());
    }

    /** Handles one request, which ends with a call of {@link #next} or with a response, now or later. */
    abstract void handle(Exchange exchange, I request);

    final void next(Exchange exchange, O request) {
        exchange.next(request);
    }
}
