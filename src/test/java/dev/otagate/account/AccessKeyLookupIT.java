package dev.otagate.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otagate.database.DatabaseAddress;
import dev.otagate.server.Futures;
import dev.otagate.support.FaultyProxy;
import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The cache by itself, its clock in the test's hands; nothing confirms it unless the test does. */
@ExtendWith(TestPostgres.class)
@SameOnEveryJdk
class AccessKeyLookupIT {
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    private final SecretCipher cipher = new SecretCipher(new SecretKeySpec(new byte[32], "AES"));
    private final AtomicLong nanos = new AtomicLong();

    private FaultyProxy proxy;
    private Pool lookups;
    private AccessKeyRepository operator;
    private AccessKeyCache cache;
    private String id;

    @BeforeEach
    void makeAKey(DatabaseAddress database) {
        proxy = new FaultyProxy(database);
        lookups = pool(proxy.address());
        cache = new AccessKeyCache(vertx, new AccessKeyRepository(lookups, cipher)::find, nanos::get);
        Pool operators = pool(database);
        operator = new AccessKeyRepository(operators, cipher);
        Account account = Futures.await(new AccountRepository(operators)
                .create(UUID.randomUUID().toString(), OptionalInt.empty(), OptionalInt.empty()));
        id = Futures.await(operator.create(account)).accessKeyId();
    }

    @AfterEach
    void stop() {
        Futures.await(vertx.close());
        proxy.close();
    }

    @Test
    void failsALookUpThatTheDatabaseDoesNotAnswer() {
        assertThat(isEnabled(cache.find(id))).isTrue();
        proxy.swallow();

        Future<Optional<AccessKey>> unanswered = cache.find(id);

        Awaitility.await().atMost(Duration.ofSeconds(4)).until(unanswered::isComplete);
        assertThatThrownBy(() -> Futures.await(unanswered)).isNotNull();
    }

    @Test
    void asksTheDatabaseAgainForACallerWhoComesLongAfterALookUpBegan() {
        assertThat(isEnabled(cache.find(id))).isTrue();
        proxy.hold();
        Future<Optional<AccessKey>> begunBefore = cache.find(id);
        proxy.awaitHeldResponse();
        Futures.await(operator.setEnabled(id, false));
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));

        Future<Optional<AccessKey>> begunAfter = cache.find(id);
        proxy.release();

        assertThat(isEnabled(begunBefore)).isTrue();
        assertThat(isEnabled(begunAfter)).isFalse();
    }

    @Test
    void asksOnceForCallersWhoComeTogether() {
        proxy.hold();
        Future<Optional<AccessKey>> first = cache.find(id);
        Future<Optional<AccessKey>> second = cache.find(id);
        proxy.awaitHeldResponse();
        proxy.release();

        assertThat(Futures.await(first).orElseThrow())
                .isSameAs(Futures.await(second).orElseThrow());
    }

    @Test
    void doesNotKeepWhatWasLoadedBeforeAnInvalidation() {
        assertThat(isEnabled(cache.find(id))).isTrue();
        proxy.hold();
        Future<Optional<AccessKey>> begunBefore = cache.find(id);
        proxy.awaitHeldResponse();
        Futures.await(operator.setEnabled(id, false));
        cache.invalidate();
        cache.confirm(nanos.get());
        proxy.release();

        assertThat(isEnabled(begunBefore)).isTrue();
        assertThat(isEnabled(cache.find(id))).isFalse();
    }

    private Pool pool(DatabaseAddress address) {
        return PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(2))
                // A look-up is then one question and one response, once the first has prepared it.
                .connectingTo(address.connectOptions())
                .using(vertx)
                .build();
    }

    private static boolean isEnabled(Future<Optional<AccessKey>> found) {
        return Futures.await(found).orElseThrow().enabled();
    }
}
