package dev.otagate.database;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.concurrent.TimeUnit;

/**
 * Builds every pool of connections to PostgreSQL. Each has a name, which the database shows, and bounds for its connections and for the requests
 * that wait for one. Look-ups of keys, which any client can cause, share no pool with what keeps the node alive.
 */
public final class Pools {
    private static final int MAX_WAITING = 16;
    private static final int MAX_WAITING_LOOKUPS = 4_096;
    private static final int MAX_WAITING_PROBES = 1_024;
    private static final int READINESS_TIMEOUT_MS = 1_000;
    private static final int CONSOLE_TIMEOUT_MS = 2_000;
    private static final int CONSOLE_CONNECTIONS = 2;
    private static final int MAINTENANCE_TIMEOUT_MS = 5_000;
    private static final int COMMAND_TIMEOUT_MS = 30_000;
    private static final int HEARTBEAT_TIMEOUT_MS = 2_000;
    // A query takes milliseconds: a connection that is silent for longer is closed.
    private static final int IDLE_MS = 5_000;
    // Several responses to heartbeats are missing by then.
    private static final int HEARTBEAT_SILENCE_MS = 1_500;
    // Probes at about the same time share a connection.
    private static final int PROBE_IDLE_MS = 2_000;

    private Pools() {}

    public static Pool lookups(Vertx vertx, ServerSelector servers, int size, int timeoutMs) {
        PoolOptions options = options("lookups", timeoutMs)
                .setMaxSize(size)
                .setMaxWaitQueueSize(MAX_WAITING_LOOKUPS)
                .setShared(true);
        return open(vertx, servers, options, idle(IDLE_MS));
    }

    public static Pool readiness(Vertx vertx, ServerSelector servers) {
        PoolOptions options = options("readiness", READINESS_TIMEOUT_MS)
                .setMaxWaitQueueSize(1)
                .setShared(true);
        return open(vertx, servers, options, idle(IDLE_MS));
    }

    /** For the console: links, sessions and products. Opens no connection before a browser uses it. */
    public static Pool console(Vertx vertx, ServerSelector servers) {
        PoolOptions options = options("console", CONSOLE_TIMEOUT_MS)
                .setMaxSize(CONSOLE_CONNECTIONS)
                .setShared(true);
        return open(vertx, servers, options, idle(IDLE_MS));
    }

    public static Pool maintenance(Vertx vertx, ServerSelector servers) {
        return open(
                vertx, servers, options("maintenance", MAINTENANCE_TIMEOUT_MS).setShared(true), idle(IDLE_MS));
    }

    public static Pool command(Vertx vertx, ServerSelector servers) {
        return open(vertx, servers, options("command", COMMAND_TIMEOUT_MS), Liveness.transport());
    }

    /** For statements several times a second: the connection is closed soon after the responses stop. */
    public static Pool heartbeats(Vertx vertx, ServerSelector servers, String name) {
        NetClientOptions transport = Liveness.transport()
                .setConnectTimeout(HEARTBEAT_TIMEOUT_MS)
                .setReadIdleTimeout(HEARTBEAT_SILENCE_MS)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        return open(vertx, servers, options(name, HEARTBEAT_TIMEOUT_MS), transport);
    }

    static Pool probe(Vertx vertx, DatabaseServer server, PgConnectOptions target, int timeoutMs) {
        return PgBuilder.pool()
                .with(options("probe " + server, timeoutMs).setMaxWaitQueueSize(MAX_WAITING_PROBES))
                .with(idle(PROBE_IDLE_MS).setConnectTimeout(timeoutMs))
                .connectingTo(named(new PgConnectOptions(target), "probe"))
                .using(vertx)
                .build();
    }

    private static Pool open(Vertx vertx, ServerSelector servers, PoolOptions options, NetClientOptions transport) {
        return PgBuilder.pool()
                .with(options)
                .with(transport)
                .connectingTo(() -> servers.select().map(target -> named(target, options.getName())))
                .using(vertx)
                .build();
    }

    private static PgConnectOptions named(PgConnectOptions target, String name) {
        target.addProperty("application_name", "otagate-" + name);
        return target;
    }

    private static PoolOptions options(String name, int timeoutMs) {
        return new PoolOptions()
                .setName(name)
                .setMaxSize(1)
                .setMaxWaitQueueSize(MAX_WAITING)
                .setConnectionTimeout(timeoutMs)
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
    }

    private static NetClientOptions idle(int idleMs) {
        return Liveness.transport().setIdleTimeout(idleMs).setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    }
}
