package dev.otagate.store;

import dev.otagate.database.DatabaseAddress;
import dev.otagate.support.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * For tests of tables with periods. The database's clock is replaced by functions of the same name in a schema that is searched first, so
 * that statements and maintenance run unchanged.
 */
@ExtendWith(TestPostgres.class)
abstract class ReplacedClockTest {
    DatabaseAddress database;
    Connection connection;

    @BeforeEach
    void replaceTheClock(DatabaseAddress own) throws SQLException {
        database = own;
        TestPostgres.execute(database, """
                CREATE SCHEMA IF NOT EXISTS clock;
                CREATE TABLE IF NOT EXISTS clock.reading (seconds bigint);
                TRUNCATE clock.reading;
                TRUNCATE nonce_ledger;
                TRUNCATE idempotency_record;
                UPDATE rotation SET period = 0;
                CREATE OR REPLACE FUNCTION clock.now() RETURNS timestamptz LANGUAGE sql STABLE
                    AS 'SELECT to_timestamp(seconds) FROM clock.reading';
                CREATE OR REPLACE FUNCTION clock.clock_timestamp() RETURNS timestamptz LANGUAGE sql STABLE
                    AS 'SELECT to_timestamp(seconds) FROM clock.reading'""");
        connection = connect();
    }

    @AfterEach
    void closeTheConnection() throws SQLException {
        connection.close();
    }

    /** Sets the clock. */
    void set(long seconds) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM clock.reading; INSERT INTO clock.reading VALUES (" + seconds + ")");
        }
    }

    /** A connection with the replaced clock. */
    Connection connect() throws SQLException {
        Connection opened = database.dataSource().getConnection();
        opened.createStatement().execute("SET search_path = clock, pg_catalog, public");
        return opened;
    }
}
