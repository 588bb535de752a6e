package dev.otagate.operation;

import dev.otagate.store.Outcome;
import dev.otagate.store.StoreStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;

/** A statement that answers with one array of outcomes and has nothing more to tell. */
record ArrayStatement(String sql, Outcomes meanings) implements StoreStatement {
    @Override
    public List<Outcome> outcomes(RowSet<Row> rows) {
        Short[] numbers = rows.iterator().next().getArrayOfShorts(0);
        List<Outcome> outcomes = new ArrayList<>(numbers.length);
        for (short number : numbers) {
            outcomes.add(meanings.of(number));
        }
        return outcomes;
    }
}
