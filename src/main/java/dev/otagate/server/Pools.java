package dev.otagate.server;

import dev.otagate.config.GatewayConfig;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.database.Liveness;
import dev.otagate.database.ServerSelector;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.concurrent.TimeUnit;

/** The gateway's pools of connections: look-ups of keys, which strangers cause, share none with what keeps the node alive. */
final class Pools {
    private static final int SILENCE_SECONDS = 5;
    private static final int MAX_WAITING_LOOKUPS = 4_096;
    private static final int ONE_CONNECTION = 1;
    private static final int READINESS_TIMEOUT_MS = 1_000;
    private static final int MAX_WAITING_MAINTENANCE = 16;
    private static final int MAINTENANCE_TIMEOUT_MS = 5_000;

    private Pools() {}

    /** For look-ups of access keys. */
    static Pool lookups(Vertx vertx, ServerSelector servers, GatewayConfig config) {
        return pool(
                vertx,
                servers,
                "lookups",
                new PoolOptions()
                        .setMaxSize(config.database().poolSize())
                        .setMaxWaitQueueSize(MAX_WAITING_LOOKUPS)
                        .setConnectionTimeout(config.store().deadlineMs()));
    }

    /** For readiness, on the event loop of the management port. */
    static Pool readiness(Vertx managementVertx, DatabaseAddress address) {
        return pool(
                managementVertx,
                new ServerSelector(managementVertx, address),
                "readiness",
                new PoolOptions()
                        .setMaxSize(ONE_CONNECTION)
                        .setMaxWaitQueueSize(ONE_CONNECTION)
                        .setConnectionTimeout(READINESS_TIMEOUT_MS));
    }

    /** For maintenance. */
    static Pool maintenance(Vertx vertx, ServerSelector servers) {
        return pool(
                vertx,
                servers,
                "maintenance",
                new PoolOptions()
                        .setMaxSize(ONE_CONNECTION)
                        .setMaxWaitQueueSize(MAX_WAITING_MAINTENANCE)
                        .setConnectionTimeout(MAINTENANCE_TIMEOUT_MS));
    }

    private static Pool pool(Vertx vertx, ServerSelector servers, String name, PoolOptions options) {
        return PgBuilder.pool()
                .with(options.setName(name).setShared(true).setConnectionTimeoutUnit(TimeUnit.MILLISECONDS))
                // A query takes milliseconds; a connection that is silent for longer is dead.
                .with(Liveness.transport().setIdleTimeout(SILENCE_SECONDS))
                .connectingTo(() ->
                        servers.select().map(selected -> selected.addProperty("application_name", "otagate-" + name)))
                .using(vertx)
                .build();
    }
}
