package dev.otagate.chaos;

import dev.otagate.operation.OperationCatalogue;
import dev.otagate.store.StoreStatement;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Runs the store's statements on a connection of its own, and retries as the store does. */
final class StatementRunner {
    private static final OperationCatalogue CATALOGUE = new OperationCatalogue();
    private static final int RETRY = 2;

    private final Connection connection;
    private int statements;

    StatementRunner(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
    }

    /** The form of a statement that a batch starts with. */
    enum Form {
        FAST,
        FALLBACK,
        STORED
    }

    /**
     * A batch of one operation.
     *
     * @param rows the account, and the values of the parameters, of each command
     */
    record Batch(String action, Form form, List<Object[]> rows) {}

    /** The outcome of each command, after as many statements as it takes. */
    int[] run(Batch batch, int holdMicros) throws SQLException {
        int[] outcomes = new int[batch.rows().size()];
        UUID[] nonces = new UUID[outcomes.length];
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < outcomes.length; i++) {
            nonces[i] = UUID.randomUUID();
            open.add(i);
        }
        boolean recorded = false;
        Form form = batch.form();
        while (!open.isEmpty()) {
            try {
                List<Integer> result = once(batch, form, open, nonces, recorded);
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(holdMicros));
                connection.commit();
                List<Integer> again = new ArrayList<>();
                for (int i = 0; i < result.size(); i++) {
                    outcomes[open.get(i)] = result.get(i);
                    if (result.get(i) == RETRY) {
                        again.add(open.get(i));
                    }
                }
                recorded = true;
                open = again;
            } catch (SQLException e) {
                connection.rollback();
                if (!List.of("23505", "23503", "40P01", "40001").contains(e.getSQLState())) {
                    throw e;
                }
                form = form == Form.FAST ? Form.FALLBACK : form;
            }
        }
        return outcomes;
    }

    /** How many statements have run. */
    int statements() {
        return statements;
    }

    private List<Integer> once(Batch batch, Form form, List<Integer> open, UUID[] nonces, boolean recorded)
            throws SQLException {
        int size = open.size();
        List<Object[]> columns = new ArrayList<>();
        columns.add(open.stream().map(i -> nonces[i]).toArray());
        columns.add(open.stream().map(i -> recorded).toArray());
        columns.add(open.stream().map(i -> batch.rows().get(i)[0]).toArray());
        List<String> types = new ArrayList<>(List.of("uuid", "boolean", "bigint"));
        if (form == Form.STORED) {
            for (int i = 0; i < 4; i++) {
                columns.add(open.stream().map(row -> UUID.randomUUID()).toArray());
                types.add("uuid");
            }
        }
        for (int column = 1; column < batch.rows().get(0).length; column++) {
            int from = column;
            columns.add(open.stream().map(i -> batch.rows().get(i)[from]).toArray());
            types.add("text");
        }
        List<Integer> outcomes = new ArrayList<>(size);
        try (PreparedStatement statement = connection.prepareStatement(sql(batch.action(), form))) {
            for (int i = 0; i < types.size(); i++) {
                statement.setArray(i + 1, connection.createArrayOf(types.get(i), columns.get(i)));
            }
            statements++;
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (rows.getObject(1) instanceof Array array) {
                        for (Object outcome : (Object[]) array.getArray()) {
                            outcomes.add(((Number) outcome).intValue());
                        }
                    } else {
                        outcomes.add(rows.getInt(1));
                    }
                }
            }
        }
        return outcomes;
    }

    private static String sql(String action, Form form) {
        var operation = CATALOGUE.named(action).orElseThrow();
        StoreStatement statement = operation.statement();
        StoreStatement chosen = switch (form) {
            case FAST -> statement;
            case FALLBACK -> statement.fallback().orElse(statement);
            case STORED -> operation.idempotent().orElseThrow();
        };
        return chosen.sql().replaceAll("\\$\\d+", "?");
    }
}
