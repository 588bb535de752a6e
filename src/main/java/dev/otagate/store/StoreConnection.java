package dev.otagate.store;

import dev.otagate.database.Diagnosis;
import dev.otagate.database.Guarantees;
import dev.otagate.database.ServerSelector;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.PreparedStatement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A connection of a store verticle. Prepares each statement once, and reconnects when the connection is lost.
 *
 * <p>If a statement times out, the connection is closed, since the statement's result is unknown. Confined to one event loop.
 */
final class StoreConnection implements BatchExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(StoreConnection.class);
    private static final long FIRST_RETRY_MS = 50;
    private static final long LAST_RETRY_MS = 1_000;
    // TLS and SCRAM take long on a busy machine, so each attempt has a longer timeout than the last.
    private static final long FIRST_CONNECT_TIMEOUT_MS = 3_000;
    private static final long LAST_CONNECT_TIMEOUT_MS = 24_000;
    private static final long CHECK_TIMEOUT_MS = 3_000;
    private static final long RESPONSE_GRACE_MS = 1_000;

    private final Vertx vertx;
    private final ServerSelector.Connector connector;
    private final Guarantees guarantees;
    private final StoreHealth health;
    private final long statementTimeoutMs;
    private final long responseTimeoutMs;
    private final Runnable whenReady;
    private final Map<String, Future<PreparedStatement>> prepared = new HashMap<>();
    private PgConnection connection;
    private boolean closed;

    /**
     * @param statementTimeoutMs after which the server cancels a statement; the connection is closed a second later
     * @param whenReady called on the event loop each time the connection is open
     */
    StoreConnection(
            Vertx vertx,
            ServerSelector servers,
            Guarantees guarantees,
            StoreHealth health,
            long statementTimeoutMs,
            Runnable whenReady) {
        this.guarantees = guarantees;
        this.health = health;
        this.vertx = vertx;
        this.connector = servers.connector();
        this.statementTimeoutMs = statementTimeoutMs;
        this.responseTimeoutMs = statementTimeoutMs + RESPONSE_GRACE_MS;
        this.whenReady = whenReady;
    }

    /** Connects, and retries until it succeeds; completes then. */
    Future<Void> open() {
        return connect(FIRST_RETRY_MS, FIRST_CONNECT_TIMEOUT_MS);
    }

    private Future<Void> connect(long retryMs, long timeoutMs) {
        if (closed) {
            return Future.succeededFuture();
        }
        Future<PgConnection> attempt = connector.connect(this::configured).compose(this::requireGuarantees);
        return attempt.timeout(timeoutMs, TimeUnit.MILLISECONDS).map(this::hold).recover(cause -> {
            // A connection that opens after the timeout is not used.
            attempt.onSuccess(late -> {
                if (late != connection) {
                    late.close();
                }
            });
            if (closed) {
                return Future.succeededFuture();
            }
            LOG.atLevel(retryMs == FIRST_RETRY_MS ? Level.WARN : Level.DEBUG)
                    .addKeyValue("cause", Diagnosis.of(cause))
                    .log("store cannot reach the database");
            return vertx.timer(retryMs, TimeUnit.MILLISECONDS)
                    .compose(fired -> connect(
                            Math.min(retryMs * 2, LAST_RETRY_MS), Math.min(timeoutMs * 2, LAST_CONNECT_TIMEOUT_MS)));
        });
    }

    private Future<PgConnection> requireGuarantees(PgConnection opened) {
        return guarantees
                .check(opened)
                .compose(fault -> {
                    fault.ifPresent(health::failed);
                    return fault.<Future<PgConnection>>map(Future::failedFuture)
                            .orElseGet(() -> Future.succeededFuture(opened));
                })
                .onFailure(cause -> opened.close());
    }

    /** Closes the connection if it lost a guarantee or does not respond; call it periodically. */
    void check() {
        PgConnection current = connection;
        if (current != null) {
            guarantees
                    .check(current)
                    // The check may wait for the batch before it.
                    .timeout(responseTimeoutMs + CHECK_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                    .onSuccess(fault -> fault.ifPresent(reason -> {
                        health.failed(reason);
                        giveUp(current);
                    }))
                    .onFailure(cause -> giveUp(current));
        }
    }

    private void giveUp(PgConnection used) {
        if (used == connection) {
            lost(used);
            used.close();
        }
    }

    private PgConnectOptions configured(PgConnectOptions options) {
        PlannerSettings.VALUES.forEach(options::addProperty);
        return options.addProperty("application_name", "otagate-store")
                .addProperty("statement_timeout", Long.toString(statementTimeoutMs));
    }

    private Void hold(PgConnection opened) {
        if (closed) {
            opened.close();
            return null;
        }
        connection = opened;
        LOG.info("store is connected to the database");
        opened.closeHandler(ignored -> lost(opened));
        PlannerSettings.check(opened);
        whenReady.run();
        return null;
    }

    private void lost(PgConnection gone) {
        if (gone != connection) {
            return;
        }
        connection = null;
        prepared.clear();
        if (!closed) {
            LOG.warn("store lost its database connection");
            open();
        }
    }

    @Override
    public boolean isReady() {
        return connection != null;
    }

    @Override
    public Future<List<CommandResult>> execute(StoreStatement statement, List<PendingCommand> batch) {
        PgConnection current = connection;
        return results(statement, batch)
                .map(results -> oneEach(results, batch.size()))
                .timeout(responseTimeoutMs, TimeUnit.MILLISECONDS)
                .onFailure(cause -> failed(current, cause));
    }

    private Future<List<CommandResult>> results(StoreStatement statement, List<PendingCommand> batch) {
        return statement instanceof DryRun dryRun
                ? new DryRunTransaction(connection, this::prepared).execute(dryRun, batch.get(0))
                : prepared(statement.sql())
                        .compose(ready -> ready.query().execute(BatchArrays.of(batch)))
                        .map(statement::results);
    }

    private static List<CommandResult> oneEach(List<CommandResult> results, int commands) {
        if (results.size() != commands) {
            throw new IllegalStateException(results.size() + " results for " + commands + " commands");
        }
        return results;
    }

    private Future<PreparedStatement> prepared(String sql) {
        return prepared.computeIfAbsent(sql, this::prepare);
    }

    private Future<PreparedStatement> prepare(String sql) {
        return connection.prepare(sql).onFailure(cause -> prepared.remove(sql));
    }

    private void failed(PgConnection used, Throwable cause) {
        BatchFault fault = BatchFault.of(cause);
        boolean expected = closed || fault == BatchFault.CONFLICT || fault == BatchFault.KEY_CONFLICT;
        LOG.atLevel(expected ? Level.DEBUG : Level.WARN)
                .addKeyValue("fault", fault)
                .addKeyValue("cause", cause.getClass().getSimpleName())
                .addKeyValue("sqlState", BatchFault.sqlState(cause))
                .log("a batch failed");
        if (BatchFault.failsAllWrites(cause)) {
            health.failed(Diagnosis.of(cause));
        }
        if (fault == BatchFault.DATABASE) {
            giveUp(used);
        }
    }

    Future<Void> close() {
        closed = true;
        PgConnection current = connection;
        connection = null;
        return current == null ? Future.succeededFuture() : current.close();
    }
}
