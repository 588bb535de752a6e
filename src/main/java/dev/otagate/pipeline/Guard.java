package dev.otagate.pipeline;

import io.vertx.ext.web.RoutingContext;

/** Runs what is called back outside of the router, which catches what its own handlers throw. */
final class Guard {
    private Guard() {}

    /** Runs an action of a request; whatever it throws, the request gets a response. */
    static void run(RoutingContext context, Runnable action) {
        try {
            action.run();
        } catch (Throwable e) {
            context.fail(e);
        }
    }
}
