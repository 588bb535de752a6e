package dev.otagate.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.account.Account;
import dev.otagate.account.NewAccessKey;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.database.ServerSelector;
import dev.otagate.server.Futures;
import dev.otagate.support.FaultyProxy;
import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two nodes on one database; the first is frozen at its change, or cut off, and the second goes on. */
@ExtendWith(TestPostgres.class)
@SameOnEveryJdk
class FrozenNodeIT {
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private DatabaseAddress database;
    private FaultyProxy proxy;
    private TestGateway frozen;
    private TestGateway other;
    private Account account;
    private NewAccessKey key;
    private String product;
    private CompletableFuture<?> inFlight;

    @BeforeEach
    void start(DatabaseAddress address) {
        database = address;
        proxy = new FaultyProxy(database);
        frozen = TestGateway.start(proxy.address(), database, Map.of());
        other = TestGateway.start(database);
        account = other.account();
        key = other.key(account);
        product = other.product(account);
        assertThat(createOnTheOtherNode("warm")).isTrue();
    }

    @AfterEach
    void stop() {
        proxy.cut();
        inFlight.join();
        frozen.close();
        other.close();
        proxy.close();
    }

    @Test
    void holdsNoCreateUpWhileItDeletesAProduct() {
        String empty = other.product(account);
        proxy.freezeAt(empty);

        inFlight = new TestClient(frozen.endpoint())
                .sendAsync(SignedRequest.of(key, "DeleteProduct").with("ProductKey", empty));
        proxy.awaitFrozen();

        createsGoOn();
    }

    @Test
    void holdsNoCreateUpWhileItDeletesAModule() {
        proxy.freezeAt("warm");

        inFlight = new TestClient(frozen.endpoint())
                .sendAsync(SignedRequest.of(key, "DeleteOTAModule")
                        .with("ProductKey", product)
                        .with("ModuleName", "warm"));
        proxy.awaitFrozen();

        createsGoOn();
    }

    @Test
    void hasTheServerEndItsConnectionsWhenItIsGone() {
        inFlight = CompletableFuture.completedFuture(null);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try {
            String settings = Futures.await(new ServerSelector(vertx, database)
                            .connector()
                            .connect(options -> options)
                            .compose(connection -> connection
                                    .query("SELECT concat_ws(' ', current_setting('tcp_keepalives_idle'),"
                                            + " current_setting('tcp_keepalives_interval'),"
                                            + " current_setting('tcp_keepalives_count'),"
                                            + " current_setting('tcp_user_timeout'),"
                                            + " current_setting('idle_in_transaction_session_timeout'))")
                                    .execute()))
                    .iterator()
                    .next()
                    .getString(0);

            assertThat(settings).isEqualTo("5 2 3 10000 2s");
        } finally {
            Futures.await(vertx.close());
        }
    }

    private void createsGoOn() {
        for (int i = 0; i < 5; i++) {
            long sent = System.nanoTime();
            assertThat(createOnTheOtherNode("m" + i)).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - sent)).isLessThan(A_SECOND);
        }
    }

    private boolean createOnTheOtherNode(String name) {
        return new TestClient(other.endpoint())
                .send(SignedRequest.createModule(key, product, name))
                .success();
    }
}
