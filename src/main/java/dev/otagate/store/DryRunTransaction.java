package dev.otagate.store;

import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * The transaction of a dry run: runs the decision behind a savepoint and rolls it back, then records the nonce. So it has no lock on a
 * module while it waits for a nonce. If a part fails, nothing is recorded.
 *
 * @param prepare prepares a text once a connection
 */
record DryRunTransaction(PgConnection connection, Function<String, Future<PreparedStatement>> prepare) {
    Future<List<CommandResult>> execute(DryRun statement, PendingCommand pending) {
        return run("BEGIN")
                .compose(begun -> decide(statement, pending))
                .compose(results -> isFresh(statement, pending)
                        .map(fresh -> fresh ? results : List.<CommandResult>of(Outcome.NONCE_USED)))
                .compose(results -> run("COMMIT").map(results))
                .recover(cause -> run("ROLLBACK").transform(rolledBack -> Future.failedFuture(cause)));
    }

    private Future<Boolean> isFresh(DryRun statement, PendingCommand pending) {
        Tuple nonce = Tuple.tuple()
                .addArrayOfUUID(new UUID[] {pending.command().nonceHash()})
                .addArrayOfBoolean(new Boolean[] {pending.nonceRecorded()});
        return prepare.apply(statement.nonces())
                .compose(ready -> ready.query().execute(nonce))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    private Future<List<CommandResult>> decide(DryRun statement, PendingCommand pending) {
        Tuple arrays = BatchArrays.of(List.of(pending.after(Retry.NONCE_RECORDED)));
        return run("SAVEPOINT decision")
                .compose(saved -> prepare.apply(statement.sql()))
                .compose(ready -> ready.query().execute(arrays))
                .map(statement::results)
                .compose(results -> run("ROLLBACK TO SAVEPOINT decision").map(results));
    }

    private Future<Void> run(String sql) {
        return connection.query(sql).execute().mapEmpty();
    }
}
