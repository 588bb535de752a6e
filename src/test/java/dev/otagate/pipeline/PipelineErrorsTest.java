package dev.otagate.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.otagate.account.AccessKeyCache;
import dev.otagate.history.RejectedRequests;
import dev.otagate.history.RelayToken;
import dev.otagate.history.RequestHistory;
import dev.otagate.limit.ClusterRateLimiter;
import dev.otagate.limit.RateLimit;
import dev.otagate.limit.RejectionLimiter;
import dev.otagate.metrics.RequestMetrics;
import dev.otagate.operation.OperationCatalogue;
import dev.otagate.response.Dialects;
import dev.otagate.server.Futures;
import dev.otagate.store.StoreClient;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient;
import dev.otagate.support.TestClient.Reply;
import dev.otagate.support.TestGateway;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Errors in handlers and in what they are called back by. */
class PipelineErrorsTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Vertx vertx = Vertx.vertx(TestGateway.options());

    private final Logger log = (Logger) LoggerFactory.getLogger(FailureHandler.class);

    @BeforeEach
    void expectErrorsInTheLog() {
        log.setLevel(Level.OFF);
    }

    @AfterEach
    void stop() {
        log.setLevel(null);
        Futures.await(vertx.close());
    }

    static List<Supplier<Error>> errors() {
        return List.of(StackOverflowError::new, () -> new AssertionError("bug"), NoClassDefFoundError::new);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anErrorOfAHandlerIsAResponse(Supplier<Error> error) {
        TestClient client = serve(new BrokenClock(error), () -> false);

        assertFailed(client.send("GET", request(), null, null));
        assertFailed(client.send("POST", "", FORM, request()));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anErrorOfACallbackIsAResponse(Supplier<Error> error) {
        AtomicInteger calls = new AtomicInteger();
        TestClient client = serve(Clock.systemUTC(), () -> {
            if (calls.getAndIncrement() == 0) {
                throw error.get();
            }
            return false;
        });

        assertFailed(client.send("GET", request(), null, null));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anErrorOfTheWriterOfResponsesIsAResponse(Supplier<Error> error) {
        TestClient client = serve(Clock.systemUTC(), () -> {
            throw error.get();
        });

        assertFailed(client.send("GET", request(), null, null));
        assertFailed(client.send("POST", "", FORM, "x".repeat(9_000)));
    }

    private static void assertFailed(Reply reply) {
        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.contentType()).isEqualTo("application/json");
        assertThat(reply.code()).isEqualTo("iot.system.SystemException");
        assertThat(reply.json().get("requestId").asText()).hasSize(36);
    }

    private static String request() {
        return "Action=CreateOTAModule&AccessKeyId=nobody&SignatureMethod=HMAC-SHA1&SignatureNonce=1&Signature=x&Timestamp="
                + SignedRequest.percentEncode(
                        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** Serves a pipeline in which no key is known. */
    private TestClient serve(Clock clock, BooleanSupplier draining) {
        PipelineServices services = new PipelineServices(
                new AccessKeyCache(vertx, id -> Future.succeededFuture(Optional.empty())),
                new OperationCatalogue(),
                new ClusterRateLimiter(),
                new RateLimit(1, 1),
                new RejectionLimiter(),
                new RecentNonces(),
                new NoncesInProgress(),
                new StoreClient(vertx),
                1_000,
                5_000,
                false,
                256,
                8_192,
                262_144,
                1_000,
                clock,
                new RequestLog(false, new RequestMetrics(new SimpleMeterRegistry()), new ClientAddress(List.of())),
                new RequestRecorder(
                        new RequestHistory(0),
                        new RejectedRequests(),
                        RelayToken.random(),
                        new OperationCatalogue(),
                        false,
                        new ClientAddress(List.of())),
                Optional.empty(),
                new Dialects(Optional.empty()),
                draining);
        HttpServer server = Futures.await(vertx.createHttpServer()
                .requestHandler(new Pipeline(services, new NoBudget()).router(vertx))
                .listen(0, "127.0.0.1"));
        return new TestClient("http://127.0.0.1:" + server.actualPort());
    }

    private static final class NoBudget implements UnverifiedRequests {
        @Override
        public boolean reserve(HttpServerRequest request, int bytes) {
            return true;
        }

        @Override
        public boolean isBroken(HttpServerRequest request) {
            return false;
        }

        @Override
        public void verified(HttpServerRequest request) {}
    }

    private static final class BrokenClock extends Clock {
        private final Supplier<Error> error;

        BrokenClock(Supplier<Error> error) {
            this.error = error;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            throw error.get();
        }
    }
}
