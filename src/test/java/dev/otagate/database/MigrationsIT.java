package dev.otagate.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otagate.support.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPostgres.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
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
    void takesASchemaThatIsNewerThanItsOwn() {
        TestPostgres.execute(
                server,
                "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                        + " installed_by, execution_time, success)"
                        + " VALUES (900, '900', 'later', 'SQL', 'V900__later.sql', 1, 'x', 1, true)");

        Migrations.migrate(server, PATIENCE);
        assertThat(TestPostgres.number(server, "SELECT count(*) FROM flyway_schema_history WHERE version = '900'"))
                .isOne();
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
