package dev.otagate.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.operation.OperationCatalogue;
import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.TestPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The ledger at the ends of its periods. */
@SameOnEveryJdk
class NonceLedgerIT extends ReplacedClockTest {
    private static final long PERIOD = 600;
    private static final long START = 1_000_000 * PERIOD;
    private static final int CREATED = 0;
    private static final int NONCE_USED = 1;
    private static final int NO_SUCH_PRODUCT = 3;

    @Test
    void knowsANonceForThirtyMinutesFromAnySecondOfAPeriod() throws SQLException {
        for (long second = 0; second < PERIOD; second += 119) {
            UUID nonce = UUID.randomUUID();
            set(START + second);
            assertThat(use(nonce)).isEqualTo(NO_SUCH_PRODUCT);
            for (long later = 25; later <= 1_800; later += 25) {
                set(START + second + later);
                rotate();
                assertThat(use(nonce)).as("%d s later", later).isEqualTo(NONCE_USED);
            }
        }
    }

    @Test
    void emptiesItsPartitionsInTurn() throws SQLException {
        for (long second = 0; second < 12 * PERIOD; second += 30) {
            set(START + second);
            rotate();
            use(UUID.randomUUID());
        }

        assertThat(TestPostgres.number(database, "SELECT count(*) FROM nonce_ledger"))
                .isBetween(3 * PERIOD / 30, 5 * PERIOD / 30);
    }

    @Test
    void writesAheadAtTheEndOfAPeriod() throws SQLException {
        UUID nonce = UUID.randomUUID();
        set(START + PERIOD - 5);
        use(nonce);

        assertThat(TestPostgres.number(
                        database,
                        "SELECT count(DISTINCT partition_number) FROM nonce_ledger WHERE nonce_hash = '" + nonce + "'"))
                .isEqualTo(2);
    }

    @Test
    void rejectsANonceThatAnUnfinishedStatementOfThePeriodBeforeHolds() throws Exception {
        UUID nonce = UUID.randomUUID();
        set(START + PERIOD - 5);
        try (Connection first = connect()) {
            first.setAutoCommit(false);
            assertThat(use(first, nonce)).isEqualTo(NO_SUCH_PRODUCT);
            set(START + PERIOD + 5);
            Thread waiting = new Thread(() -> TestPostgres.commitOnceSomeoneWaits(database, first));
            waiting.start();

            assertThat(use(nonce)).isEqualTo(NONCE_USED);
            waiting.join();
        }
    }

    @Test
    void emptiesAPartitionOnlyOnceAPeriod() throws SQLException {
        set(START + 100);
        assertThat(rotate()).isTrue();
        assertThat(rotate()).isFalse();
        set(START + 30);
        assertThat(rotate()).isFalse();
        set(START + PERIOD + 100);
        assertThat(rotate()).isTrue();
    }

    @Test
    void createsAModuleByTheSameStatement() throws SQLException {
        TestPostgres.execute(
                database,
                "INSERT INTO account (name) VALUES ('ledger') ON CONFLICT DO NOTHING;"
                        + "INSERT INTO product SELECT 'ledger', account_id, 'x' FROM account WHERE name = 'ledger'");
        set(START + PERIOD - 5);

        assertThat(use(connection, UUID.randomUUID(), "ledger")).isEqualTo(CREATED);
    }

    private boolean rotate() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT rotate_nonce_ledger()")) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    private int use(UUID nonce) throws SQLException {
        return use(connection, nonce);
    }

    private int use(Connection connection, UUID nonce) throws SQLException {
        return use(connection, nonce, "nosuch");
    }

    private int use(Connection on, UUID nonce, String product) throws SQLException {
        StoreStatement statement =
                new OperationCatalogue().named("CreateOTAModule").orElseThrow().statement();
        try {
            return use(on, statement, nonce, product);
        } catch (SQLException e) {
            // As the store does after a conflict.
            assertThat(e.getSQLState()).isEqualTo("23505");
            return use(on, statement.fallback().orElseThrow(), nonce, product);
        }
    }

    private static long account(Connection on) throws SQLException {
        try (Statement statement = on.createStatement();
                ResultSet rows = statement.executeQuery("SELECT coalesce(max(account_id), 0) FROM account")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private int use(Connection on, StoreStatement store, UUID nonce, String product) throws SQLException {
        try (PreparedStatement statement = on.prepareStatement(store.sql().replaceAll("\\$[1-7]", "?"))) {
            statement.setArray(1, on.createArrayOf("uuid", new Object[] {nonce}));
            statement.setArray(2, on.createArrayOf("boolean", new Object[] {false}));
            statement.setArray(3, on.createArrayOf("bigint", new Object[] {account(on)}));
            statement.setArray(4, on.createArrayOf("text", new Object[] {product}));
            statement.setArray(5, on.createArrayOf("text", new Object[] {"m" + nonce}));
            statement.setArray(6, on.createArrayOf("text", new Object[] {null}));
            statement.setArray(7, on.createArrayOf("text", new Object[] {null}));
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return ((Short[]) rows.getArray(1).getArray())[0];
            }
        }
    }
}
