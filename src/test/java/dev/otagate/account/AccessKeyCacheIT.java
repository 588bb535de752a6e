package dev.otagate.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.database.DatabaseAddress;
import dev.otagate.support.FaultyProxy;
import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPostgres.class)
@SameOnEveryJdk
class AccessKeyCacheIT {
    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private FaultyProxy proxy;
    private TestGateway gateway;
    private TestClient client;
    private Account account;
    private NewAccessKey key;

    @BeforeEach
    void start(DatabaseAddress database) {
        proxy = new FaultyProxy(database);
        gateway = TestGateway.start(proxy.address(), database, Map.of("OTAGATE_DATABASE_STATEMENT_TIMEOUT_MS", "500"));
        client = new TestClient(gateway.endpoint());
        account = gateway.account();
        key = gateway.key(account);
        assertThat(code()).isEqualTo("iot.prod.NotExistedProduct");
    }

    @AfterEach
    void stop() {
        gateway.close();
        proxy.close();
    }

    @Test
    void rejectsADisabledKeyWithinASecondAndTakesItAgain() {
        gateway.setKeyEnabled(key, false);
        awaitCode(A_SECOND, "InvalidAccessKeyId.Inactive");

        gateway.setKeyEnabled(key, true);
        awaitCode(A_SECOND, "iot.prod.NotExistedProduct");
    }

    @Test
    void takesAKeyThatWasUnknownAMomentAgo() {
        SignedRequest early = SignedRequest.createModule(new NewAccessKey("LTAInone", "s"), "p", "m");
        assertThat(client.send(early).code()).isEqualTo("InvalidAccessKeyId.NotFound");

        NewAccessKey fresh = gateway.key(account);
        assertThat(client.send(SignedRequest.createModule(fresh, "p", "m")).code())
                .isEqualTo("iot.prod.NotExistedProduct");
    }

    @Test
    void rejectsAKeyThatWasDisabledWhileTheConnectionWasLost() {
        proxy.cut();
        gateway.setKeyEnabled(key, false);
        long disabled = System.nanoTime();
        proxy.restore();

        // A second after the key was disabled, nothing may be taken any more, however long the way back is.
        Awaitility.await().atMost(TEN_SECONDS).until(() -> {
            boolean late = System.nanoTime() - disabled > A_SECOND.toNanos();
            String code = code();
            assertThat(late && code.equals("iot.prod.NotExistedProduct")).isFalse();
            return code.equals("InvalidAccessKeyId.Inactive");
        });
    }

    @Test
    void doesNotTrustItsMemoryWhileTheConnectionIsSilentlyDead() {
        proxy.swallow();
        gateway.setKeyEnabled(key, false);
        awaitCode(Duration.ofSeconds(4), "ServiceUnavailable");

        proxy.restore();
        awaitCode(TEN_SECONDS, "InvalidAccessKeyId.Inactive");
    }

    @Test
    void takesUpAChangedRateWithinASecond(DatabaseAddress database) {
        TestPostgres.execute(
                database, "UPDATE account SET permits_per_second = 1, burst = 1 WHERE account_id = " + account.id());

        awaitCode(A_SECOND, "Throttling.User");
    }

    private void awaitCode(Duration within, String expected) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(50))
                .atMost(within)
                .untilAsserted(() -> assertThat(code()).isEqualTo(expected));
    }

    private String code() {
        return client.send(SignedRequest.createModule(key, "nosuch", "m")).code();
    }
}
