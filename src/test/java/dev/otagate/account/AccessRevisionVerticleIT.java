package dev.otagate.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.database.DatabaseAddress;
import dev.otagate.database.ServerSelector;
import dev.otagate.server.Futures;
import dev.otagate.support.FaultyProxy;
import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The watch reaches the database by the proxy, look-ups and the operator directly. */
@ExtendWith(TestPostgres.class)
@SameOnEveryJdk
class AccessRevisionVerticleIT {
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private DatabaseAddress database;
    private FaultyProxy proxy;
    private AccessKeyRepository keys;
    private AccessKeyCache cache;
    private String id;

    @BeforeEach
    void watch(DatabaseAddress address) {
        database = address;
        proxy = new FaultyProxy(database);
        Pool pool = PgBuilder.pool()
                .connectingTo(database.connectOptions())
                .using(vertx)
                .build();
        keys = new AccessKeyRepository(pool, new SecretCipher(new SecretKeySpec(new byte[32], "AES")));
        cache = new AccessKeyCache(vertx, keys::find);
        Account account = Futures.await(new AccountRepository(pool)
                .create(UUID.randomUUID().toString(), OptionalInt.empty(), OptionalInt.empty()));
        id = Futures.await(keys.create(account)).accessKeyId();
        Futures.await(
                vertx.deployVerticle(new AccessRevisionVerticle(new ServerSelector(vertx, proxy.address()), cache)));
        awaitWatch();
    }

    @AfterEach
    void stop() {
        Futures.await(vertx.close());
        proxy.close();
    }

    @Test
    void findsADisabledKeyWithinASecondAlsoWhenAllConnectionsAreTerminated() {
        TestPostgres.execute(
                database,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
        TestPostgres.execute(database, "UPDATE access_key SET enabled = false WHERE access_key_id = '" + id + "'");

        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .atMost(A_SECOND)
                .until(() -> !isEnabled());
    }

    @Test
    void findsADisabledKeyWithinASecondAlsoWhenTheWatchIsSilentlyDead() {
        proxy.swallow();
        Futures.await(keys.setEnabled(id, false));

        Awaitility.await().pollInterval(Duration.ofMillis(20)).atMost(A_SECOND).until(() -> !isEnabled());
    }

    @Test
    void keepsNoDeadConnectionsWhileTheDatabaseIsSilent() {
        proxy.swallow();

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> proxy.connected() >= 3);
        assertThat(proxy.connections()).isLessThanOrEqualTo(1);

        proxy.restore();
        awaitWatch();
    }

    @Test
    void keepsTheOtherKeysWhenOneIsMadeOrChanged() {
        AccessKey cached = Futures.await(cache.find(id)).orElseThrow();
        String other = Futures.await(keys.create(cached.account())).accessKeyId();
        Awaitility.await().atMost(A_SECOND).until(() -> cache.ids().contains(other));
        Futures.await(keys.setEnabled(other, false));
        Awaitility.await().atMost(A_SECOND).until(() -> !enabled(other));

        assertThat(Futures.await(cache.find(id)).orElseThrow()).isSameAs(cached);
    }

    @Test
    void readsEverythingAgainIfItMissedChangesThatAreNotKept() {
        TestPostgres.execute(
                database,
                "UPDATE access_key SET enabled = false WHERE access_key_id = '" + id
                        + "'; UPDATE access_revision SET revision = revision + 5; DELETE FROM access_change");

        Awaitility.await().pollInterval(Duration.ofMillis(20)).atMost(A_SECOND).until(() -> !isEnabled());
        Awaitility.await().atMost(A_SECOND).until(() -> cache.ids().isComplete());
    }

    @Test
    void readsTheIdsOfTheKeysAgainIfThatFails() {
        // Only the statement that reads the ids compares texts in this way.
        TestPostgres.execute(database, """
                CREATE SCHEMA broken;
                CREATE SEQUENCE broken.failures;
                CREATE FUNCTION broken.fail(text, text) RETURNS boolean LANGUAGE plpgsql AS $$
                BEGIN
                    PERFORM nextval('broken.failures');
                    RAISE 'broken';
                END $$;
                CREATE OPERATOR broken.> (LEFTARG = text, RIGHTARG = text, FUNCTION = broken.fail)""");
        TestPostgres.execute(
                database, "ALTER DATABASE " + database.database() + " SET search_path = broken, pg_catalog, public");
        AccessKeyCache late = new AccessKeyCache(vertx, keys::find);
        try {
            Futures.await(vertx.deployVerticle(new AccessRevisionVerticle(new ServerSelector(vertx, database), late)));
            Awaitility.await()
                    .until(() ->
                            TestPostgres.number(database, "SELECT count(*) FROM broken.failures WHERE is_called") == 1);
        } finally {
            TestPostgres.execute(database, "ALTER DATABASE " + database.database() + " RESET search_path");
            TestPostgres.execute(database, "DROP SCHEMA broken CASCADE");
        }

        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> late.ids().isComplete());
    }

    @Test
    void forgetsTheKeysOfAnAccountThatChanges() {
        long account = Futures.await(cache.find(id)).orElseThrow().account().id();
        TestPostgres.execute(database, "UPDATE account SET burst = 7 WHERE account_id = " + account);

        Awaitility.await()
                .atMost(A_SECOND)
                .until(() -> Futures.await(cache.find(id))
                        .orElseThrow()
                        .account()
                        .burst()
                        .equals(OptionalInt.of(7)));
    }

    @Test
    void looksFewUnknownIdsUpAndAllThatExist() {
        Awaitility.await().atMost(A_SECOND).until(() -> cache.ids().isComplete());
        AtomicInteger lookUps = new AtomicInteger();
        AccessKeyCache counted = new AccessKeyCache(vertx, asked -> {
            lookUps.incrementAndGet();
            return Future.succeededFuture(Optional.empty());
        });
        Futures.await(vertx.deployVerticle(new AccessRevisionVerticle(new ServerSelector(vertx, database), counted)));
        Awaitility.await().atMost(A_SECOND).until(() -> counted.ids().isComplete());
        long began = System.nanoTime();
        for (int i = 0; i < 20_000; i++) {
            assertThat(Futures.await(counted.find("stranger" + i))).isEmpty();
        }
        long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds() + 1;
        assertThat(lookUps.get()).isBetween(1, (int) (200 + 100 * seconds));

        int before = lookUps.get();
        Futures.await(counted.find(id));
        assertThat(lookUps.get()).isEqualTo(before + 1);
    }

    private boolean enabled(String accessKeyId) {
        return Futures.await(cache.find(accessKeyId)).orElseThrow().enabled();
    }

    // Two look-ups that give the same object: the second came out of a memory that is trusted.
    private void awaitWatch() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> Futures.await(cache.find(id)).orElseThrow()
                        == Futures.await(cache.find(id)).orElseThrow());
    }

    private boolean isEnabled() {
        return Futures.await(cache.find(id)).orElseThrow().enabled();
    }
}
