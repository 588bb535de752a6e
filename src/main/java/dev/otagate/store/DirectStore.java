package dev.otagate.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Runs single commands for operators, by the statements of the API but without its requests: they use no nonce. Thread-safe. */
public final class DirectStore {
    private static final int MAX_ATTEMPTS = 20;
    private static final long RETRY_MS = 5;

    private final Vertx vertx;
    private final Pool pool;

    /** Commands on a pool of connections. */
    public DirectStore(Vertx vertx, Pool pool) {
        this.vertx = vertx;
        this.pool = pool;
    }

    /**
     * Runs a command until it has an outcome. Fails if the database does.
     *
     * @param values the operation's parameters in their declared order; {@code null} if absent
     */
    public Future<Outcome> run(StoreStatement statement, long accountId, List<String> values) {
        // The fallback of a statement is the one that conflicts do not fail.
        StoreStatement used = statement.fallback().orElse(statement);
        StoreCommand command = new StoreCommand(used, UUID.randomUUID(), accountId, Optional.empty(), values, 1, 0);
        return run(new PendingCommand(command).after(Retry.NONCE_RECORDED));
    }

    private Future<Outcome> run(PendingCommand pending) {
        StoreStatement statement = pending.statement();
        return pool.preparedQuery(statement.sql())
                .execute(BatchArrays.of(List.of(pending)))
                .compose(rows -> {
                    statement.results(rows).get(0).match(pending::complete, retry -> {});
                    return pending.promise().future().isComplete()
                            ? pending.promise().future()
                            : retry(pending);
                })
                .recover(cause ->
                        BatchFault.of(cause) == BatchFault.CONFLICT ? retry(pending) : Future.failedFuture(cause));
    }

    private Future<Outcome> retry(PendingCommand pending) {
        return pending.attempts() >= MAX_ATTEMPTS
                ? Future.succeededFuture(Outcome.UNAVAILABLE)
                : vertx.timer(RETRY_MS * pending.attempts(), TimeUnit.MILLISECONDS)
                        .compose(fired -> run(pending.afterFailure()));
    }
}
