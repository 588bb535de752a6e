package dev.otagate.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.account.Account;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.support.SameOnEveryJdk;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPostgres.class)
@SameOnEveryJdk
class ManagementLoopIT {
    private final HttpClient http = HttpClient.newHttpClient();

    private final BlockingClock clock = new BlockingClock();

    @AfterEach
    void releaseTheEventLoop() {
        clock.release.countDown();
    }

    @Test
    void respondsWhileEveryEventLoopOfTheApiIsBusy(DatabaseAddress database) throws Exception {
        try (TestGateway gateway = start(database, 1)) {
            CompletableFuture<TestClient.Reply> reply = blockAnEventLoop(gateway);

            assertThat(status(gateway, "/health/live")).isEqualTo(200);
            assertThat(status(gateway, "/health/ready")).isEqualTo(200);
            assertThat(status(gateway, "/metrics")).isEqualTo(200);
            assertThat(reply).isNotDone();
            clock.release.countDown();

            assertThat(reply.get(10, TimeUnit.SECONDS).success()).isTrue();
        }
    }

    @Test
    void isNotLiveWhileAnEventLoopOfTheApiIsStuck(DatabaseAddress database) throws Exception {
        try (TestGateway gateway = start(database, 2)) {
            CompletableFuture<TestClient.Reply> reply = blockAnEventLoop(gateway);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(18))
                    .untilAsserted(
                            () -> assertThat(status(gateway, "/health/live")).isEqualTo(503));
            assertThat(status(gateway, "/health/ready")).isEqualTo(503);
            clock.release.countDown();

            // The deadline of the request has passed: the event loop may run its timer first.
            assertThat(reply.get(10, TimeUnit.SECONDS).status()).isIn(200, 503);
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(status(gateway, "/health/live")).isEqualTo(200));
        }
    }

    private TestGateway start(DatabaseAddress database, int eventLoops) {
        return TestGateway.startWithClock(
                database, Map.of("OTAGATE_HTTP_EVENT_LOOPS", Integer.toString(eventLoops)), clock);
    }

    /** Sends a create; returns its future response when the event loop that serves it is blocked. */
    private CompletableFuture<TestClient.Reply> blockAnEventLoop(TestGateway gateway) throws InterruptedException {
        Account account = gateway.account();
        SignedRequest request = SignedRequest.createModule(gateway.key(account), gateway.product(account), "ble");
        clock.armed = true;
        CompletableFuture<TestClient.Reply> reply = new TestClient(gateway.endpoint()).sendAsync(request);
        assertThat(clock.reached.await(10, TimeUnit.SECONDS)).isTrue();
        return reply;
    }

    private int status(TestGateway gateway, String path) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(URI.create(gateway.managementEndpoint() + path))
                                .timeout(Duration.ofSeconds(3))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    /** Once armed, blocks the event loop that reads it until it is released. */
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
