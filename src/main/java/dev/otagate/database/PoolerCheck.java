package dev.otagate.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.postgresql.PGStatement;

/** Rejects a pooler that loses prepared statements between transactions: most requests would fail. Blocking. */
final class PoolerCheck {
    // The statement is unknown to the server that the pooler chose, or another client has left one of its name.
    private static final Set<String> LOST = Set.of("26000", "42P05");
    private static final String FAULT =
            "database.uri leads through a pooler that loses prepared statements: use PgBouncer"
                    + " 1.21 or later with max_prepared_statements = 200, or pool_mode = session (docs/operate/configure.md, PgBouncer)";

    private PoolerCheck() {}

    /** Fails with {@link DatabaseException} if the pooler cannot be used. {@code first} is a connection to {@code address}. */
    static void require(Connection first, DatabaseAddress address) throws SQLException {
        try (Connection second = address.dataSource().getConnection();
                PreparedStatement prepared = first.prepareStatement("SELECT 1");
                Statement other = second.createStatement()) {
            prepared.unwrap(PGStatement.class).setPrepareThreshold(1);
            prepared.execute();
            // A pooler uses the server connection with the prepared statement for this open transaction.
            second.setAutoCommit(false);
            other.execute("SELECT 1");
            prepared.execute();
            second.rollback();
        } catch (SQLException e) {
            if (LOST.contains(String.valueOf(e.getSQLState()))) {
                throw new DatabaseException(FAULT);
            }
            throw e;
        }
    }
}
