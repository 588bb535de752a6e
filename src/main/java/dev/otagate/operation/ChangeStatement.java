package dev.otagate.operation;

import dev.otagate.store.Outcome;
import dev.otagate.store.StoreStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;

/**
 * A statement that changes something and answers with one array of numbers.
 *
 * @param meanings what the numbers mean, from 0 on
 */
record ChangeStatement(String sql, List<Outcome> meanings) implements StoreStatement {
    @Override
    public List<Outcome> outcomes(RowSet<Row> rows) {
        Short[] numbers = rows.iterator().next().getArrayOfShorts(0);
        List<Outcome> outcomes = new ArrayList<>(numbers.length);
        for (short number : numbers) {
            outcomes.add(meanings.get(number));
        }
        return outcomes;
    }
}
