package dev.otagate.store;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.List;
import java.util.Optional;

/**
 * One statement that serves a whole batch of commands of one operation.
 *
 * <p>Its parameters are arrays with one element a command: {@code $1 uuid[]} nonce hashes, {@code $2 boolean[]} whether the
 * nonce is noted already, {@code $3 bigint[]} account ids; four {@code uuid[]} of the commands' {@link RetryKey} where they
 * have one; then one {@code text[]} for each of the operation's parameters in their declared order, NULL where absent. It
 * notes the nonces itself.
 */
public interface StoreStatement {
    /** The text, prepared once a connection. */
    String sql();

    /** One outcome a command, in the order of the batch. */
    List<Outcome> outcomes(RowSet<Row> rows);

    /** Whether an execution may take hundreds of milliseconds: such statements have connections of their own. */
    default boolean isSlow() {
        return false;
    }

    /** The most commands that one execution may serve, where it is fewer than the store's own limit. */
    default int maxBatch() {
        return Integer.MAX_VALUE;
    }

    /**
     * What serves a batch for which this statement failed with a unique violation, and does not fail so itself; nothing where
     * this statement does not.
     */
    default Optional<StoreStatement> careful() {
        return Optional.empty();
    }

    /**
     * What does the same for a batch whose commands have all different first values, none of them {@code null}; nothing where
     * this statement serves such a batch as well as any. It is careful and bounded as this one is.
     */
    default Optional<StoreStatement> distinct() {
        return Optional.empty();
    }
}
