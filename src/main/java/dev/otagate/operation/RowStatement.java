package dev.otagate.operation;

import dev.otagate.store.CommandResult;
import dev.otagate.store.StoreStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A statement that returns a row for each request: the outcome's number and data as a JSON object or NULL. If responses are stored, a row
 * also has the id of the first request, if its response is returned, and whether this request's nonce was new.
 *
 * @param data reads the object
 * @param maxBatch the most requests of one execution
 * @param isSlow whether it uses connections of its own
 */
record RowStatement(String sql, Outcomes outcomes, DataReader data, int maxBatch, boolean isSlow)
        implements StoreStatement {
    private static final int OUTCOME = 0;
    private static final int DATA = 1;
    private static final int FIRST_REQUEST_ID = 2;
    private static final int NONCE_WAS_NEW = 3;

    static RowStatement of(String sql, Outcomes outcomes) {
        return new RowStatement(sql, outcomes, DataReader.PLAIN, Integer.MAX_VALUE, false);
    }

    /** The same for data whose list Alibaba's API wraps; {@code element} is the name of a record. */
    RowStatement wrapping(String element) {
        return new RowStatement(sql, outcomes, new DataReader(Optional.of(element)), maxBatch, isSlow);
    }

    /** The same, with one request an execution, on connections of its own. */
    RowStatement slow() {
        return new RowStatement(sql, outcomes, data, 1, true);
    }

    @Override
    public List<CommandResult> results(RowSet<Row> rows) {
        List<CommandResult> results = new ArrayList<>(rows.size());
        for (Row row : rows) {
            results.add(result(row));
        }
        return results;
    }

    private CommandResult result(Row row) {
        int number = row.getShort(OUTCOME);
        String json = row.getString(DATA);
        Map<String, Object> fields = json != null && Outcomes.mayHaveData(number) ? data.read(json) : Map.of();
        UUID first = row.size() > FIRST_REQUEST_ID ? row.getUUID(FIRST_REQUEST_ID) : null;
        return first == null
                ? outcomes.result(number, fields)
                : outcomes.outcome(number, fields).repeated(first, row.getBoolean(NONCE_WAS_NEW));
    }
}
