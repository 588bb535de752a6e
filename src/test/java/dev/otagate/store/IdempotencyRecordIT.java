package dev.otagate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.otagate.operation.OperationCatalogue;
import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.TestPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Idempotency records at the ends of their periods. */
@SameOnEveryJdk
class IdempotencyRecordIT extends ReplacedClockTest {
    private static final long HOUR = 3_600;
    private static final long PERIOD = 8 * HOUR;
    private static final long START = 60_000 * PERIOD;

    @Test
    void repeatsAResponseForADayFromAnyMinuteOfAPeriod() throws SQLException {
        for (long second = 0; second < PERIOD; second += 47 * 60) {
            UUID key = UUID.randomUUID();
            UUID first = UUID.randomUUID();
            set(START + second);
            assertThat(change(key, first)).isEmpty();
            for (long later = HOUR; later <= 24 * HOUR; later += HOUR) {
                set(START + second + later);
                rotate();
                assertThat(change(key, UUID.randomUUID()))
                        .as("%d h later", later / HOUR)
                        .contains(first);
            }
        }
    }

    @Test
    void forgetsAResponseInTime() throws SQLException {
        UUID key = UUID.randomUUID();
        set(START + 100);
        change(key, UUID.randomUUID());
        for (long later = 0; later <= 5 * PERIOD; later += HOUR / 2) {
            set(START + 100 + later);
            rotate();
        }

        assertThat(change(key, UUID.randomUUID())).isEmpty();
    }

    @Test
    void meetsAnUnfinishedStatementOfThePeriodBefore() throws Exception {
        UUID key = UUID.randomUUID();
        UUID requestId = UUID.randomUUID();
        set(START + PERIOD - 5);
        try (Connection first = connect()) {
            first.setAutoCommit(false);
            change(first, key, requestId);
            set(START + PERIOD + 5);
            Thread waiting = new Thread(() -> TestPostgres.commitOnceSomeoneWaits(database, first));
            waiting.start();

            SQLException met = catchThrowableOfType(SQLException.class, () -> change(key, UUID.randomUUID()));
            waiting.join();
            assertThat(met.getSQLState()).isEqualTo("23505");
            assertThat(change(key, UUID.randomUUID())).contains(requestId);
        }
    }

    private void rotate() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT rotate_idempotency_records()");
        }
    }

    private Optional<UUID> change(UUID key, UUID requestId) throws SQLException {
        return change(connection, key, requestId);
    }

    /** The id of the request whose response is repeated. */
    private static Optional<UUID> change(Connection on, UUID key, UUID requestId) throws SQLException {
        String sql = new OperationCatalogue()
                .named("DeleteOTAModule")
                .flatMap(operation -> operation.idempotent())
                .orElseThrow()
                .sql()
                .replaceAll("\\$[1-9]", "?");
        UUID hash = new UUID(0, 1);
        Object[][] arrays = {{UUID.randomUUID()}, {false}, {1L}, {key}, {hash}, {hash}, {requestId}, {"nosuch"}, {"m"}};
        String[] types = {"uuid", "boolean", "bigint", "uuid", "uuid", "uuid", "uuid", "text", "text"};
        try (PreparedStatement statement = on.prepareStatement(sql)) {
            for (int i = 0; i < arrays.length; i++) {
                statement.setArray(i + 1, on.createArrayOf(types[i], arrays[i]));
            }
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return Optional.ofNullable(rows.getObject(3, UUID.class));
            }
        }
    }
}
