package dev.otagate.store;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.List;
import java.util.Optional;

/**
 * A statement that runs a whole batch of commands of one operation.
 *
 * <p>Its parameters are arrays with an element for each command: {@code $1 uuid[]} nonce hashes, {@code $2 boolean[]} whether the
 * nonce is recorded already, {@code $3 bigint[]} account ids; four {@code uuid[]} of the commands' {@link IdempotencyKey} if they
 * have one; then a {@code text[]} for each of the operation's parameters in their declared order, NULL if absent. It records the
 * nonces itself.
 */
public interface StoreStatement {
    String sql();

    /** One result a command, in the order of the batch. */
    List<CommandResult> results(RowSet<Row> rows);

    /** Whether an execution may take hundreds of milliseconds: such statements use connections of their own. */
    default boolean isSlow() {
        return false;
    }

    /** The most commands of one execution, if it is fewer than the store's own limit. */
    default int maxBatch() {
        return Integer.MAX_VALUE;
    }

    /**
     * The statement that runs a batch after this one failed with a unique violation; no conflict fails it. Empty if this one has no
     * unique violations.
     */
    default Optional<StoreStatement> fallback() {
        return Optional.empty();
    }
}
