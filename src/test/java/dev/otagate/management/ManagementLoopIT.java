package dev.otagate.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.account.Account;
import dev.otagate.account.NewAccessKey;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPostgres.class)
class ManagementLoopIT {
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void respondsWhileEveryEventLoopOfTheApiIsBusy(DatabaseAddress database) throws Exception {
        BlockingClock clock = new BlockingClock();
        try (TestGateway gateway =
                TestGateway.startWithClock(database, Map.of("OTAGATE_HTTP_EVENT_LOOPS", "1"), clock)) {
            Account account = gateway.account();
            NewAccessKey key = gateway.key(account);
            SignedRequest request = SignedRequest.createModule(key, gateway.product(account), "ble");
            clock.armed = true;
            CompletableFuture<TestClient.Reply> reply = new TestClient(gateway.endpoint()).sendAsync(request);
            assertThat(clock.reached.await(10, TimeUnit.SECONDS)).isTrue();
            try {
                assertThat(status(gateway, "/health/live")).isEqualTo(200);
                assertThat(status(gateway, "/health/ready")).isEqualTo(200);
                assertThat(status(gateway, "/metrics")).isEqualTo(200);
                assertThat(reply).isNotDone();
            } finally {
                clock.release.countDown();
            }
            assertThat(reply.get(10, TimeUnit.SECONDS).success()).isTrue();
        }
    }

    @Test
    void isNotLiveWhileAnEventLoopOfTheApiIsStuck(DatabaseAddress database) throws Exception {
        BlockingClock clock = new BlockingClock();
        try (TestGateway gateway =
                TestGateway.startWithClock(database, Map.of("OTAGATE_HTTP_EVENT_LOOPS", "2"), clock)) {
            Account account = gateway.account();
            NewAccessKey key = gateway.key(account);
            SignedRequest request = SignedRequest.createModule(key, gateway.product(account), "ble");
            clock.armed = true;
            CompletableFuture<TestClient.Reply> reply = new TestClient(gateway.endpoint()).sendAsync(request);
            assertThat(clock.reached.await(10, TimeUnit.SECONDS)).isTrue();
            try {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(18))
                        .untilAsserted(() ->
                                assertThat(status(gateway, "/health/live")).isEqualTo(503));
                assertThat(status(gateway, "/health/ready")).isEqualTo(503);
            } finally {
                clock.release.countDown();
            }
            // Its deadline is over by then, so the loop may run that timer first.
            assertThat(reply.get(10, TimeUnit.SECONDS).status()).isIn(200, 503);
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(status(gateway, "/health/live")).isEqualTo(200));
        }
    }

    private int status(TestGateway gateway, String path) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(URI.create(gateway.managementEndpoint() + path))
                                .timeout(Duration.ofSeconds(3))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    /** Once armed, holds the event loop that reads it, until it is released. */
    private static final class BlockingClock extends Clock {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch release = new CountDownLatch(1);
        private volatile boolean armed;

        @Override
        public Instant instant() {
            if (armed) {
                reached.countDown();
                try {
                    assertThat(release.await(20, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return Instant.now();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
