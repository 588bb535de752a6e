package dev.otagate.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.account.Account;
import dev.otagate.failure.ErrorCode;
import dev.otagate.history.RejectedRequests;
import dev.otagate.history.RelayToken;
import dev.otagate.history.RequestHistory;
import dev.otagate.limit.ClusterRateLimiter;
import dev.otagate.limit.ClusterView;
import dev.otagate.limit.RateLimit;
import dev.otagate.metrics.RequestMetrics;
import dev.otagate.metrics.Stage;
import dev.otagate.operation.Operation;
import dev.otagate.operation.OperationCatalogue;
import dev.otagate.parameter.CommonParameters;
import dev.otagate.parameter.FormDecoder;
import dev.otagate.parameter.Parameters;
import dev.otagate.parameter.RequestSignature;
import dev.otagate.parameter.SignatureMethod;
import dev.otagate.response.Dialects;
import dev.otagate.server.Futures;
import dev.otagate.store.Outcome;
import dev.otagate.support.TestClient;
import dev.otagate.support.TestClient.Reply;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests whose handlers wait for what never comes. */
class WaitsTest {
    private static final RateLimit LIMIT = new RateLimit(1, 3);

    private final Vertx vertx = Vertx.vertx();
    private final ResponseWriter responses = new ResponseWriter(
            new RequestLog(false, new RequestMetrics(new SimpleMeterRegistry()), new ClientAddress(List.of())),
            new RequestRecorder(
                    new RequestHistory(0),
                    new RejectedRequests(),
                    RelayToken.random(),
                    new OperationCatalogue(),
                    false,
                    new ClientAddress(List.of())),
            new Dialects(Optional.empty()),
            () -> false);

    @AfterEach
    void close() {
        Futures.await(vertx.close());
    }

    @Test
    void endsARequestWhoseResultIsLostByItsDeadline() {
        Reply reply = send(
                new Request.Received(Buffer.buffer(), System.nanoTime()), new DeadlineHandler(100), exchange -> {});

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.code()).isEqualTo("ServiceUnavailable");
        assertThat(reply.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void decidesByTheLocalBucketIfALeaseHasNoResult() {
        // Two nodes, and nobody leases permits from the shared bucket.
        ClusterRateLimiter limiter = new ClusterRateLimiter();
        limiter.update(new ClusterView(2, false));

        Reply reply = send(request(), new PermitHandler(limiter), exchange -> exchange.respond(Outcome.DONE));

        assertThat(reply.status()).isEqualTo(200);
    }

    @Test
    void leavesNoNonceInProgressIfTheDeadlineEndsTheRequestFirst() {
        NoncesInProgress inProgress = new NoncesInProgress();
        AtomicReference<UUID> nonce = new AtomicReference<>();

        StageHandler<Request.Admitted, Void> late = (exchange, request) -> {
            exchange.reject(ErrorCode.SERVICE_UNAVAILABLE);
            nonce.set(UUID.randomUUID());
            inProgress.enter(nonce.get());
            exchange.onResponse(() -> inProgress.leave(nonce.get()));
        };
        send(request(), late, exchange -> {});

        assertThat(inProgress.enter(nonce.get())).isEmpty();
    }

    private static Request.Admitted request() {
        Account account = new Account(1, "account", OptionalInt.empty(), OptionalInt.empty());
        RequestSignature signature = new RequestSignature.Rpc(SignatureMethod.HMAC_SHA1, "signature");
        CommonParameters common = new CommonParameters("CreateOTAModule", "id", "nonce", signature);
        Request.Parsed parsed = new Request.Parsed(
                new Request.Received(Buffer.buffer(), System.nanoTime()),
                Parameters.of(Map.of()),
                Parameters.of(Map.of()),
                common);
        Operation operation = new OperationCatalogue().named("CreateOTAModule").orElseThrow();
        Request.Verified verified = new Request.Verified(parsed, account, LIMIT, UUID.randomUUID());
        return new Request.Admitted(new Request.Valid(verified, operation, List.of(), 1, false, Optional.empty()), 1);
    }

    private <I> Reply send(I request, StageHandler<I, ?> handler, Consumer<Exchange> next) {
        Router router = Router.router(vertx);
        router.route().handler(context -> {
            Exchange.begin(context, responses, FormDecoder.DEFAULT_MAX_PARAMETERS)
                    .next(request);
        });
        router.route().handler(Stages.first(Stage.LIMIT, handler).handlers().get(0));
        router.route().handler(context -> next.accept(Exchange.of(context)));
        HttpServer server =
                Futures.await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
        return new TestClient("http://127.0.0.1:" + server.actualPort())
                .send("GET", "Action=CreateOTAModule", null, null);
    }
}
