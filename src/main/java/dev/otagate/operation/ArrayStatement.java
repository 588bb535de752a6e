package dev.otagate.operation;

import dev.otagate.store.CommandResult;
import dev.otagate.store.StoreStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A statement that returns one array of outcomes and no data. */
record ArrayStatement(String sql, Outcomes outcomes, Optional<StoreStatement> fallback) implements StoreStatement {
    @Override
    public List<CommandResult> results(RowSet<Row> rows) {
        Short[] numbers = rows.iterator().next().getArrayOfShorts(0);
        return Arrays.stream(numbers)
                .map(number -> outcomes.result(number, Map.of()))
                .toList();
    }
}
