package dev.otagate.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The one connection of a store verticle: holds it, prepares each statement once, and comes back by itself when it is lost.
 *
 * <p>A statement that is not answered in time costs the connection, since what became of it is not known. Confined to one
 * event loop.
 */
final class StoreConnection implements BatchExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(StoreConnection.class);
    private static final long FIRST_RETRY_MS = 50;
    private static final long LAST_RETRY_MS = 1_000;
    private static final long CONNECT_TIMEOUT_MS = 3_000;
    private static final long ANSWER_GRACE_MS = 1_000;

    private final Vertx vertx;
    private final PgConnectOptions options;
    private final long answerTimeoutMs;
    private final Runnable whenReady;
    private final Map<StoreStatement, Future<PreparedStatement>> prepared = new HashMap<>();
    private PgConnection connection;
    private boolean closed;

    /**
     * @param statementTimeoutMs after which the server cancels a statement; the connection is given up a second later
     * @param whenReady called on the event loop each time the connection is there again
     */
    StoreConnection(Vertx vertx, PgConnectOptions options, long statementTimeoutMs, Runnable whenReady) {
        this.vertx = vertx;
        this.options = new PgConnectOptions(options);
        this.options.setProperties(plannerSettings(options, statementTimeoutMs));
        this.answerTimeoutMs = statementTimeoutMs + ANSWER_GRACE_MS;
        this.whenReady = whenReady;
    }

    // Arrays hide their length from the planner, and statistics lag behind a growing table. A batch is answered by
    // index
    // probes and hash joins whatever the planner believes, and by one plan for all; compiling it would take longer than
    // it.
    private static Map<String, String> plannerSettings(PgConnectOptions options, long statementTimeoutMs) {
        Map<String, String> settings = new HashMap<>(options.getProperties());
        settings.put("application_name", "otagate-store");
        settings.put("enable_seqscan", "off");
        settings.put("enable_nestloop", "off");
        settings.put("enable_mergejoin", "off");
        settings.put("plan_cache_mode", "force_generic_plan");
        settings.put("jit", "off");
        settings.put("statement_timeout", Long.toString(statementTimeoutMs));
        return settings;
    }

    /** Connects, again and again until it succeeds; completes then. */
    Future<Void> open() {
        return connect(FIRST_RETRY_MS);
    }

    private Future<Void> connect(long retryMs) {
        if (closed) {
            return Future.succeededFuture();
        }
        Future<PgConnection> attempt = PgConnection.connect(vertx, options);
        return attempt.timeout(CONNECT_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .map(this::hold)
                .recover(cause -> {
                    // A connection that comes after the timeout is of no use any more.
                    attempt.onSuccess(late -> {
                        if (late != connection) {
                            late.close();
                        }
                    });
                    LOG.atLevel(retryMs == FIRST_RETRY_MS ? Level.WARN : Level.DEBUG)
                            .addKeyValue("cause", cause.getMessage())
                            .log("store cannot reach the database");
                    return vertx.timer(retryMs, TimeUnit.MILLISECONDS)
                            .compose(fired -> connect(Math.min(retryMs * 2, LAST_RETRY_MS)));
                });
    }

    private Void hold(PgConnection opened) {
        if (closed) {
            opened.close();
            return null;
        }
        connection = opened;
        LOG.info("store is connected to the database");
        opened.closeHandler(ignored -> lost(opened));
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
            connect(FIRST_RETRY_MS);
        }
    }

    @Override
    public boolean isReady() {
        return connection != null;
    }

    @Override
    public Future<List<Outcome>> execute(StoreStatement statement, List<PendingCommand> batch) {
        PgConnection current = connection;
        return prepared.computeIfAbsent(statement, this::prepare)
                .compose(ready -> ready.query().execute(arrays(batch)))
                .map(statement::outcomes)
                .timeout(answerTimeoutMs, TimeUnit.MILLISECONDS)
                .onFailure(cause -> failed(current, cause));
    }

    private Future<PreparedStatement> prepare(StoreStatement statement) {
        return connection.prepare(statement.sql()).onFailure(cause -> prepared.remove(statement));
    }

    private void failed(PgConnection used, Throwable cause) {
        BatchFault fault = BatchFault.of(cause);
        LOG.atWarn()
                .addKeyValue("fault", fault)
                .addKeyValue("cause", cause.getClass().getSimpleName())
                .addKeyValue("sqlState", BatchFault.sqlState(cause))
                .log("a batch failed");
        if (fault == BatchFault.DATABASE && used == connection) {
            lost(used);
            used.close();
        }
    }

    private static Tuple arrays(List<PendingCommand> batch) {
        int size = batch.size();
        int columns = batch.get(0).command().values().size();
        UUID[] nonces = new UUID[size];
        Boolean[] noted = new Boolean[size];
        Long[] accounts = new Long[size];
        String[][] values = new String[columns][size];
        for (int row = 0; row < size; row++) {
            PendingCommand pending = batch.get(row);
            nonces[row] = pending.command().nonceHash();
            noted[row] = pending.nonceNoted();
            accounts[row] = pending.command().accountId();
            for (int column = 0; column < columns; column++) {
                values[column][row] = pending.command().values().get(column);
            }
        }
        Tuple tuple = Tuple.of(nonces, noted, accounts);
        for (String[] column : values) {
            tuple.addArrayOfString(column);
        }
        return tuple;
    }

    /** Gives up the connection for good. */
    Future<Void> close() {
        closed = true;
        PgConnection current = connection;
        connection = null;
        return current == null ? Future.succeededFuture() : current.close();
    }
}
