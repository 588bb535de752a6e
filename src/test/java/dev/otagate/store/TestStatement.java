package dev.otagate.store;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.List;
import java.util.Optional;

/** A statement that a {@link FakeDatabase} pretends to run. */
record TestStatement(String sql, int maxBatch, Optional<StoreStatement> fallback) implements StoreStatement {
    TestStatement(String sql) {
        this(sql, Integer.MAX_VALUE, Optional.empty());
    }

    @Override
    public List<CommandResult> results(RowSet<Row> rows) {
        throw new UnsupportedOperationException();
    }
}
