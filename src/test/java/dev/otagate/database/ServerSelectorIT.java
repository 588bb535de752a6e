package dev.otagate.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otagate.server.Futures;
import dev.otagate.support.FaultyProxy;
import dev.otagate.support.FreePort;
import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.TestPostgres;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One server that responses, beside one that is silent and one that is not there. */
@ExtendWith(TestPostgres.class)
@SameOnEveryJdk
class ServerSelectorIT {
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private DatabaseAddress database;
    private FaultyProxy silent;
    private DatabaseServer absent;

    @BeforeEach
    void prepare(DatabaseAddress address) {
        database = address;
        silent = new FaultyProxy(database);
        silent.swallow();
        absent = new DatabaseServer("127.0.0.1", FreePort.next());
    }

    @AfterEach
    void stop() {
        Futures.await(vertx.close());
        silent.close();
    }

    @Test
    void isNotHeldUpByServersThatDoNotRespond() {
        ServerSelector selector = selector(true, silentServer(), absent, server());
        long began = System.nanoTime();

        assertThat(Futures.await(selector.select()).getPort())
                .isEqualTo(database.servers().get(0).port());
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(900));
    }

    @Test
    void takesAnyServerThatRespondsIfThatIsAskedFor() {
        setReadOnly("on");
        try {
            assertThat(Futures.await(selector(false, absent, server()).select()).getPort())
                    .isEqualTo(database.servers().get(0).port());
        } finally {
            setReadOnly("off");
        }
    }

    @Test
    void saysOfEachServerWhyItWillNotDo() {
        setReadOnly("on");
        try {
            assertThatThrownBy(() -> Futures.await(
                            selector(true, silentServer(), absent, server()).select()))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining(silentServer() + ": ")
                    .hasMessageContaining(absent + ": ")
                    .hasMessageContaining(server() + ": read-only");
        } finally {
            setReadOnly("off");
        }
    }

    @Test
    void keepsNoConnectionToASilentServer() {
        ServerSelector selector = selector(true, silentServer(), server());
        for (int i = 0; i < 20; i++) {
            Futures.await(selector.select());
        }

        assertThat(silent.connections()).isLessThanOrEqualTo(1);
    }

    private DatabaseServer server() {
        return database.servers().get(0);
    }

    private DatabaseServer silentServer() {
        return silent.address().servers().get(0);
    }

    private ServerSelector selector(boolean primaryOnly, DatabaseServer... servers) {
        return new ServerSelector(
                vertx,
                new DatabaseAddress(
                        List.of(servers),
                        primaryOnly,
                        database.database(),
                        database.user(),
                        database.password(),
                        database.sslMode(),
                        database.rootCertificate()));
    }

    private void setReadOnly(String value) {
        TestPostgres.execute(
                database,
                "SET transaction_read_only = off; ALTER DATABASE " + database.database()
                        + " SET default_transaction_read_only = " + value);
    }
}
