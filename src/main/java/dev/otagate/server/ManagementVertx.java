package dev.otagate.server;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/** Makes the Vert.x of the management port: one event loop that no request of the API can keep busy. */
final class ManagementVertx {
    private ManagementVertx() {}

    /** @param api the options of the API's Vert.x; what checks for blocked threads is the same */
    static Vertx create(VertxOptions api) {
        return Vertx.vertx(new VertxOptions(api)
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1));
    }
}
