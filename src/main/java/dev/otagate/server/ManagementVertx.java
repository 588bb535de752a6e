package dev.otagate.server;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.transport.Transport;

/** Makes the Vert.x of the management port: one event loop that no request of the API can keep busy. */
final class ManagementVertx {
    private ManagementVertx() {}

    /**
     * @param api the options of the API's Vert.x; what checks for blocked threads is the same
     * @param transport that sets keepalives of database connections
     */
    static Vertx create(VertxOptions api, Transport transport) {
        return Vertx.builder()
                .withTransport(transport)
                .with(new VertxOptions(api)
                        .setEventLoopPoolSize(1)
                        .setWorkerPoolSize(1)
                        .setInternalBlockingPoolSize(1))
                .build();
    }
}
