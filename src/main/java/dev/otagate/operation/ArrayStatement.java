package dev.otagate.operation;

import dev.otagate.store.CommandResult;
import dev.otagate.store.StoreStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A statement that returns one array of outcomes and no data.
 *
 * @param fallback runs a batch after a conflict of this statement
 */
record ArrayStatement(String sql, Outcomes outcomes, Optional<StoreStatement> fallback) implements StoreStatement {
    /** A statement that no conflict fails. */
    static ArrayStatement of(String sql, Outcomes outcomes) {
        return new ArrayStatement(sql, outcomes, Optional.empty());
    }

    @Override
    public List<CommandResult> results(RowSet<Row> rows) {
        Short[] numbers = rows.iterator().next().getArrayOfShorts(0);
        List<CommandResult> results = new ArrayList<>(numbers.length);
        for (short number : numbers) {
            results.add(outcomes.result(number, Map.of()));
        }
        return results;
    }
}
