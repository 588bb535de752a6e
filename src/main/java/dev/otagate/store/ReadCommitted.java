package dev.otagate.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.concurrent.TimeUnit;

/** The isolation level that the store's statements count on (docs/decisions/0012-one-index.md). */
final class ReadCommitted {
    private static final String LEVEL = "read committed";
    private static final long ANSWER_TIMEOUT_MS = 3_000;

    private ReadCommitted() {}

    /**
     * The same connection, where its transactions have that level. Otherwise, or without an answer in three seconds, it is
     * closed, and the future fails: at a higher level a
     * statement takes its snapshot before it waits for the deletions beside it, and could store a name twice.
     */
    static <C extends SqlConnection> Future<C> require(C connection) {
        return connection
                .query("SHOW default_transaction_isolation")
                .execute()
                .timeout(ANSWER_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .compose(rows -> {
                    String level = rows.iterator().next().getString(0);
                    return level.equals(LEVEL)
                            ? Future.succeededFuture(connection)
                            : Future.<C>failedFuture("default_transaction_isolation is " + level
                                    + " for this role or database, and must be " + LEVEL);
                })
                .onFailure(cause -> connection.close());
    }
}
