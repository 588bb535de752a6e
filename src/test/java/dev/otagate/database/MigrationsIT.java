package dev.otagate.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otagate.config.ConfigException;
import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPostgres.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SameOnEveryJdk
class MigrationsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private DatabaseAddress server;

    @BeforeAll
    void makeDatabases(DatabaseAddress own) {
        server = own;
        TestPostgres.execute(own, "CREATE DATABASE fresh");
        TestPostgres.execute(
                own, "CREATE DATABASE latin ENCODING LATIN1 LOCALE 'C' LOCALE_PROVIDER libc TEMPLATE template0");
    }

    @AfterAll
    void dropDatabases() {
        TestPostgres.execute(server, "DROP DATABASE fresh");
        TestPostgres.execute(server, "DROP DATABASE latin");
    }

    @Test
    void isSafeForSeveralNodesAtOnce() {
        DatabaseAddress fresh = server.withDatabase("fresh");
        List<CompletableFuture<Void>> nodes = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.runAsync(() -> Migrations.migrate(fresh, PATIENCE)))
                .toList();
        nodes.forEach(CompletableFuture::join);

        assertThat(TestPostgres.number(fresh, "SELECT count(*) FROM flyway_schema_history WHERE success"))
                .isEqualTo(TestPostgres.number(fresh, "SELECT count(DISTINCT version) FROM flyway_schema_history"));
        assertThat(TestPostgres.number(fresh, "SELECT count(*) FROM ota_module"))
                .isZero();
    }

    @Test
    void rejectsASchemaThatOtherMigrationsHaveMade() {
        TestPostgres.execute(server, "CREATE DATABASE foreign_build");
        DatabaseAddress foreign = server.withDatabase("foreign_build");
        try {
            Migrations.migrate(foreign, PATIENCE);
            TestPostgres.execute(foreign, "UPDATE flyway_schema_history SET checksum = 1 WHERE version = '1'");

            assertThatThrownBy(() -> Migrations.migrate(foreign, PATIENCE))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageStartingWith("the schema of the database was migrated by another build of otagate");
        } finally {
            TestPostgres.execute(server, "DROP DATABASE foreign_build");
        }
    }

    @Test
    void boundsTheTransactionOfAMigrationAndNotThatOfTheLock() {
        TestPostgres.execute(server, "CREATE DATABASE observed");
        DatabaseAddress observed = server.withDatabase("observed");
        try {
            TestPostgres.execute(observed, """
                    CREATE SCHEMA observer;
                    CREATE TABLE observer.seen (timeouts text);
                    CREATE FUNCTION observer.note() RETURNS event_trigger LANGUAGE plpgsql AS $$
                    BEGIN
                        INSERT INTO observer.seen
                        SELECT current_setting('idle_in_transaction_session_timeout') || ' '
                            || current_setting('tcp_keepalives_idle') || ' ' || current_setting('tcp_user_timeout');
                    END $$;
                    CREATE EVENT TRIGGER note ON ddl_command_end WHEN TAG IN ('ALTER TABLE')
                        EXECUTE FUNCTION observer.note()""");

            Migrations.migrate(observed, PATIENCE);

            assertThat(TestPostgres.text(observed, "SELECT DISTINCT timeouts FROM observer.seen WHERE timeouts <> '0'"))
                    .startsWith("1min 5 ");
        } finally {
            TestPostgres.execute(server, "DROP DATABASE observed");
        }
    }

    @Test
    void leavesNoConnectionIdleInATransactionForEver() {
        assertThat(TestPostgres.text(
                        server,
                        "SELECT concat_ws(' ', current_setting('tcp_keepalives_idle'),"
                                + " current_setting('tcp_keepalives_interval'),"
                                + " current_setting('tcp_keepalives_count'),"
                                + " current_setting('tcp_user_timeout'),"
                                + " current_setting('idle_in_transaction_session_timeout'))"))
                .isEqualTo("5 2 3 10000 1min");
    }

    @Test
    void rejectsASchemaThatIsNewerThanItsOwn() {
        TestPostgres.execute(
                server,
                "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                        + " installed_by, execution_time, success)"
                        + " VALUES (900, '900', 'later', 'SQL', 'V900__later.sql', 1, 'x', 1, true)");
        try {
            assertThatThrownBy(() -> Migrations.requireCurrent(server, PATIENCE))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageStartingWith(
                            "this otagate is older than the schema of the database, which is at version 900");
            assertThatThrownBy(() -> Migrations.migrate(server, PATIENCE))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageStartingWith("this otagate is older than the schema");
        } finally {
            TestPostgres.execute(server, "DELETE FROM flyway_schema_history WHERE version = '900'");
        }
    }

    @Test
    void checksASchemaWithoutChangingIt() {
        TestPostgres.execute(server, "CREATE DATABASE checked");
        DatabaseAddress checked = server.withDatabase("checked");
        try {
            assertThatThrownBy(() -> Migrations.requireCurrent(checked, PATIENCE))
                    .isInstanceOf(ConfigException.class)
                    .hasMessage("the database checked has no schema of otagate: run otagate migrate, or otagate serve");
            assertThat(TestPostgres.number(checked, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
                    .isZero();
            Migrations.migrate(checked, PATIENCE);
            Migrations.requireCurrent(checked, PATIENCE);
        } finally {
            TestPostgres.execute(server, "DROP DATABASE checked");
        }
    }

    @Test
    void namesTheCauseAndTheRemedyOfAMigrationWithoutRights() {
        TestPostgres.execute(server, "CREATE DATABASE foreign_schema");
        TestPostgres.execute(server, "CREATE ROLE guest LOGIN PASSWORD 'guest'");
        DatabaseAddress guest = new DatabaseAddress(
                server.servers(), false, "foreign_schema", "guest", "guest", server.sslMode(), Optional.empty());
        try {
            assertThatThrownBy(() -> Migrations.migrate(guest, PATIENCE))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("permission denied for schema public")
                    .hasMessageContaining("GRANT CREATE ON SCHEMA public TO guest")
                    .message()
                    .hasLineCount(1);
        } finally {
            TestPostgres.execute(server, "DROP DATABASE foreign_schema");
            TestPostgres.execute(server, "DROP ROLE guest");
        }
    }

    @Test
    void waitsWhileTheDatabaseRejectsASecondConnection() {
        TestPostgres.execute(server, "CREATE ROLE single LOGIN PASSWORD 'single' CONNECTION LIMIT 1");
        TestPostgres.execute(server, "CREATE DATABASE crowded OWNER single");
        DatabaseAddress crowded = new DatabaseAddress(
                server.servers(), false, "crowded", "single", "single", server.sslMode(), Optional.empty());
        try {
            assertThatThrownBy(() -> Migrations.migrate(crowded, Duration.ZERO))
                    .hasMessageContaining("too many connections");
            CompletableFuture<Integer> migrated =
                    CompletableFuture.supplyAsync(() -> Migrations.migrate(crowded, PATIENCE));
            Awaitility.await().during(Duration.ofMillis(700)).until(() -> !migrated.isDone());
            TestPostgres.execute(server, "ALTER ROLE single CONNECTION LIMIT 10");
            assertThat(migrated).succeedsWithin(PATIENCE);
        } finally {
            TestPostgres.execute(server, "DROP DATABASE crowded WITH (FORCE)");
            TestPostgres.execute(server, "DROP ROLE single");
        }
    }

    @Test
    void namesTheHostThatCannotBeFound() {
        DatabaseAddress nowhere = new DatabaseAddress(
                List.of(new DatabaseServer("no-such-host.invalid", 5432)),
                false,
                "db",
                "me",
                "hidden",
                server.sslMode(),
                Optional.empty());
        assertThatThrownBy(() -> Migrations.migrate(nowhere, Duration.ZERO))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("unknown host no-such-host.invalid")
                .hasMessageContaining("check the host in database.uri");
    }

    @Test
    void saysClearlyWhatIsWrongWithADatabase() {
        assertThatThrownBy(() -> Migrations.migrate(server.withDatabase("latin"), PATIENCE))
                .isInstanceOf(DatabaseException.class)
                .hasMessage("the database must have the encoding UTF8, not LATIN1");
        assertThatThrownBy(() -> Migrations.migrate(server.withDatabase("none"), PATIENCE))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("database \"none\" does not exist");
        DatabaseAddress away = DatabaseAddress.local(1, "db", "me", "hidden");
        assertThatThrownBy(() -> Migrations.migrate(away, Duration.ofMillis(600)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("cannot be reached")
                .hasMessageNotContaining("hidden");
    }
}
