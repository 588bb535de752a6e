package dev.otagate.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.server.Futures;
import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.TestPostgres;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.pgclient.PgConnection;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions in which a function of the test stands for current_setting: fsync and the like are the whole server's. */
@ExtendWith(TestPostgres.class)
@SameOnEveryJdk
class GuaranteesIT {
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private PgConnection session;

    @BeforeEach
    void connect(DatabaseAddress database) {
        TestPostgres.execute(database, """
                CREATE SCHEMA IF NOT EXISTS pretended;
                CREATE OR REPLACE FUNCTION pretended.current_setting(name text) RETURNS text LANGUAGE sql
                    RETURN pg_catalog.current_setting('pretended.' || name)""");
        session = Futures.await(new ServerSelector(vertx, database).connector().connect(options -> options));
    }

    @AfterEach
    void close() {
        Futures.await(vertx.close());
    }

    @ParameterizedTest
    @CsvSource({
        "on, on, on, '', ''",
        "on, on, on, s1, ''",
        "on, on, remote_apply, s1, ''",
        "on, on, local, '', ''",
        "on, on, remote_write, '', ''",
        "on, on, off, '', synchronous_commit is off",
        "on, on, off, s1, synchronous_commit is off",
        "on, on, local, s1, synchronous_commit is local with synchronous_standby_names set",
        "on, on, remote_write, s1, synchronous_commit is remote_write with synchronous_standby_names",
        "off, on, on, '', fsync is off",
        "on, off, on, '', full_page_writes is off",
    })
    void namesTheSettingThatMayLoseChanges(
            String fsync, String fullPageWrites, String commit, String standbys, String fault) {
        pretend("fsync", fsync);
        pretend("full_page_writes", fullPageWrites);
        pretend("synchronous_commit", commit);
        pretend("synchronous_standby_names", standbys);
        execute("SET search_path = pretended, pg_catalog");

        Optional<String> found = Futures.await(new Guarantees(false).check(session));
        Optional<String> allowed = Futures.await(new Guarantees(true).check(session));

        assertThat(found.orElse("")).startsWith(fault).matches(text -> text.isEmpty() == fault.isEmpty());
        assertThat(allowed.isPresent()).isFalse();
    }

    private void pretend(String setting, String value) {
        execute("SET pretended." + setting + " = '" + value + "'");
    }

    private void execute(String sql) {
        Futures.await(session.query(sql).execute());
    }
}
