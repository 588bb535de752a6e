package dev.otagate.operation;

import dev.otagate.store.Outcome;
import dev.otagate.store.StoreStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A statement that answers with one array of outcomes and has nothing more to tell.
 *
 * @param careful what serves the batch where this statement meets another that inserts the same key
 * @param distinct what serves a batch whose first parameters are all different
 */
record ArrayStatement(
        String sql, Outcomes meanings, Optional<StoreStatement> careful, Optional<StoreStatement> distinct)
        implements StoreStatement {
    /** A statement that expects to meet no other, and one that does not mind. */
    static ArrayStatement of(StatementText text, Outcomes meanings) {
        Optional<StoreStatement> careful =
                Optional.of(new ArrayStatement(text.arrayOfOutcomes(), meanings, Optional.empty(), Optional.empty()));
        return optimistic(text, meanings, careful);
    }

    /**
     * One that expects to meet no other, with its form for different first parameters.
     *
     * @param careful what serves a batch of either where it meets another
     */
    static ArrayStatement optimistic(StatementText text, Outcomes meanings, Optional<StoreStatement> careful) {
        return new ArrayStatement(
                text.optimisticArrayOfOutcomes(),
                meanings,
                careful,
                text.distinctArrayOfOutcomes()
                        .map(sql -> new ArrayStatement(sql, meanings, careful, Optional.empty())));
    }

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
