package dev.otagate.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the schema up to date with Flyway, whose lock makes it safe for several nodes at once. Blocking. */
public final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
    private static final long RETRY_MS = 500;

    private Migrations() {}

    /**
     * Applies what is missing. A schema newer than this gateway's is accepted, since migrations are compatible with the
     * version before.
     *
     * @param patience how long to wait for a database that cannot be reached yet
     */
    public static void migrate(DatabaseAddress address, Duration patience) {
        awaitDatabase(address, patience);
        try {
            int applied = Flyway.configure()
                    .dataSource(address.dataSource())
                    .locations("classpath:db/migration")
                    .ignoreMigrationPatterns("*:future")
                    .load()
                    .migrate()
                    .migrationsExecuted;
            LOG.atInfo().addKeyValue("applied", applied).log("schema is up to date");
        } catch (FlywayException e) {
            throw new DatabaseException("the schema cannot be migrated: " + firstLine(e), e);
        }
    }

    private static void awaitDatabase(DatabaseAddress address, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try (Connection connection = address.dataSource().getConnection()) {
                requireUtf8(connection);
                return;
            } catch (SQLException e) {
                if (System.nanoTime() - deadline >= 0 || isRefusal(e)) {
                    throw new DatabaseException("the database " + address + " cannot be reached: " + firstLine(e), e);
                }
                LOG.atWarn().addKeyValue("cause", firstLine(e)).log("waiting for the database");
                pause();
            }
        }
    }

    // Class 28 is a wrong login, 3D an unknown database: waiting does not mend them.
    private static boolean isRefusal(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && (state.startsWith("28") || state.startsWith("3D"));
    }

    private static void requireUtf8(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet encoding = statement.executeQuery("SHOW server_encoding")) {
            encoding.next();
            if (!"UTF8".equals(encoding.getString(1))) {
                throw new DatabaseException("the database must have the encoding UTF8, not " + encoding.getString(1));
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("interrupted while waiting for the database");
        }
    }

    private static String firstLine(Exception failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
