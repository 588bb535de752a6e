package dev.otagate.store;

import dev.otagate.failure.ErrorCode;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a statement and rolls it back: the database decides, and only the nonce is recorded. Uses the connections of slow statements, so
 * that no change waits for a connection. A change of the same module may wait for one round trip.
 *
 * @param decision the statement that is rolled back
 * @param nonces a statement that records the nonces of {@code $1} and {@code $2}, and returns whether each was new
 */
public record DryRun(StoreStatement decision, String nonces) implements StoreStatement {
    /** A dry run of a statement, in the form that no conflict fails. */
    public static DryRun of(StoreStatement statement, String nonces) {
        return new DryRun(statement.fallback().orElse(statement), nonces);
    }

    @Override
    public String sql() {
        return decision.sql();
    }

    /** The results of the decision; a success is reported as an error, so that nobody takes it for a change. */
    @Override
    public List<CommandResult> results(RowSet<Row> rows) {
        return decision.results(rows).stream().map(DryRun::reported).toList();
    }

    private static CommandResult reported(CommandResult result) {
        return result instanceof Outcome outcome && outcome.error().isEmpty()
                ? Outcome.rejected(ErrorCode.DRY_RUN, Map.of())
                : result;
    }

    @Override
    public boolean isSlow() {
        return true;
    }

    @Override
    public int maxBatch() {
        return 1;
    }

    @Override
    public Optional<StoreStatement> fallback() {
        return Optional.empty();
    }
}
