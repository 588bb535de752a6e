package dev.otagate.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.account.AccessKey;
import dev.otagate.account.Account;
import dev.otagate.failure.ErrorCode;
import dev.otagate.limit.ClusterRateLimiter;
import dev.otagate.limit.ClusterView;
import dev.otagate.limit.RateLimit;
import dev.otagate.limit.RejectionLimiter;
import dev.otagate.metrics.RequestMetrics;
import dev.otagate.operation.OperationCatalogue;
import dev.otagate.server.Futures;
import dev.otagate.support.TestClient;
import dev.otagate.support.TestClient.Reply;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests whose handlers wait for what never comes. */
class WaitsTest {
    private static final RateLimit LIMIT = new RateLimit(1, 3);

    private final Vertx vertx = Vertx.vertx();
    private final ResponseWriter responses = new ResponseWriter(
            new RequestLog(false, new RequestMetrics(new SimpleMeterRegistry()), new ClientAddress(List.of())),
            () -> false);

    @AfterEach
    void close() {
        Futures.await(vertx.close());
    }

    @Test
    void endsARequestWhoseResultIsLostByItsDeadline() {
        Reply reply = send(List.of(new DeadlineHandler(100), context -> {}));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.code()).isEqualTo("ServiceUnavailable");
        assertThat(reply.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void decidesByTheNodesShareIfALeaseHasNoResult() {
        // Two nodes, and nobody who asks the shared bucket for a lease.
        ClusterRateLimiter limiter = new ClusterRateLimiter();
        limiter.update(new ClusterView(2, false));

        Reply reply = send(List.of(
                WaitsTest::verified,
                new PermitHandler(limiter, new RejectionLimiter()),
                context -> Exchange.of(context).succeed(Map.of())));

        assertThat(reply.status()).isEqualTo(200);
    }

    @Test
    void leavesNoNonceUnderWayIfTheDeadlineEndsTheRequestFirst() {
        NoncesInProgress underWay = new NoncesInProgress();
        AtomicReference<UUID> nonce = new AtomicReference<>();

        send(List.of(context -> {
            Exchange exchange = Exchange.of(context);
            exchange.reject(ErrorCode.SERVICE_UNAVAILABLE);
            nonce.set(UUID.randomUUID());
            underWay.enter(nonce.get());
            exchange.onResponse(() -> underWay.leave(nonce.get()));
        }));

        assertThat(underWay.enter(nonce.get())).isEmpty();
    }

    private static void verified(RoutingContext context) {
        Exchange exchange = Exchange.of(context);
        Account account = new Account(1, "account", OptionalInt.empty(), OptionalInt.empty());
        exchange.accessKey(new AccessKey("id", new byte[1], true, account));
        exchange.operation(new OperationCatalogue().named("CreateOTAModule").orElseThrow());
        exchange.values(List.of());
        exchange.rateLimit(LIMIT);
        context.next();
    }

    private Reply send(List<Handler<RoutingContext>> handlers) {
        Router router = Router.router(vertx);
        router.route().handler(context -> {
            Exchange.begin(context, responses, "00000000-0000-0000-0000-000000000000");
            context.next();
        });
        handlers.forEach(handler -> router.route().handler(handler));
        HttpServer server =
                Futures.await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
        return new TestClient("http://127.0.0.1:" + server.actualPort())
                .send("GET", "Action=CreateOTAModule", null, null);
    }
}
