package dev.otagate.store;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.List;

/**
 * One statement that serves a whole batch of commands of one operation.
 *
 * <p>Its parameters are arrays with one element a command: {@code $1 uuid[]} nonce hashes, {@code $2 boolean[]} whether the
 * nonce is noted already, {@code $3 bigint[]} account ids, and from {@code $4} on one {@code text[]} for each of the
 * operation's parameters in their declared order, NULL where absent. It notes the nonces itself.
 */
public interface StoreStatement {
    /** The text, prepared once a connection. */
    String sql();

    /** One outcome a command, in the order of the batch. */
    List<Outcome> outcomes(RowSet<Row> rows);
}
