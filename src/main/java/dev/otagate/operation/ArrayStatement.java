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
 * @param fallback runs a batch for which this statement met a conflict
 */
record ArrayStatement(String sql, Outcomes meanings, Optional<StoreStatement> fallback) implements StoreStatement {
    /** A statement without a fallback: a conflict does not fail it. */
    static ArrayStatement of(String sql, Outcomes meanings) {
        return new ArrayStatement(sql, meanings, Optional.empty());
    }

    @Override
    public List<CommandResult> results(RowSet<Row> rows) {
        Short[] numbers = rows.iterator().next().getArrayOfShorts(0);
        List<CommandResult> results = new ArrayList<>(numbers.length);
        for (short number : numbers) {
            results.add(meanings.result(number, Map.of()));
        }
        return results;
    }
}
