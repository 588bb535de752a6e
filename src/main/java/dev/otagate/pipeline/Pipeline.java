package dev.otagate.pipeline;

import dev.otagate.limit.ClusterRateLimiter;
import dev.otagate.limit.RejectionLimiter;
import dev.otagate.metrics.Stage;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/**
 * The stages of a request in their order, which is the contract's order of rejections. One pipeline an event loop.
 *
 * <ul>
 *   <li>A replay is rejected by {@link ReplayHandler} on this node, and by the nonce ledger in the database ({@code record-nonces.sql})
 *       on all nodes.
 *   <li>Ten modules a product and unique module names are constraints of the table {@code ota_module} ({@code V1__baseline.sql}).
 *   <li>A new operation is a file in {@code dev.otagate.operation} and a line in {@link dev.otagate.operation.OperationCatalogue}.
 * </ul>
 */
public final class Pipeline {
    static final Set<HttpMethod> METHODS = Set.of(HttpMethod.GET, HttpMethod.POST);

    private final ResponseWriter responses;
    private final int maxParameters;
    private final Stages<?> stages;

    /**
     * A pipeline on shared services, with handlers of its own.
     *
     * @param unverified of the same event loop
     */
    public Pipeline(PipelineServices services, UnverifiedRequests unverified) {
        RecentNonces recentNonces = services.recentNonces();
        ClusterRateLimiter limiter = services.limiter();
        RejectionLimiter rejections = services.rejections();
        BodyLimit limits =
                new BodyLimit(services.catalogue(), services.maxUnverifiedBodyBytes(), services.maxBodyBytes());
        responses = new ResponseWriter(
                services.requestLog(), services.recorder(), services.dialects(), services.draining());
        maxParameters = services.maxParameters();
        stages = Stages.first(Stage.RECEIVE, new ReceiveHandler())
                .then(Stage.RECEIVE, new BodyHandler(unverified, limits, services.bodyTimeoutMs()))
                .then(Stage.RECEIVE, new DeadlineHandler(services.timeoutMs()))
                .then(Stage.PARSE, new ParseHandler(services.clock()))
                .then(Stage.VERIFY, new SignatureHandler(unverified, services))
                .then(Stage.VERIFY, new OperationHandler(services.catalogue()))
                .then(Stage.LIMIT, new RateLimitHandler(limiter))
                .then(Stage.LIMIT, new SlowRequestsHandler())
                .then(Stage.VALIDATE, new ValidationHandler(rejections))
                .then(Stage.LIMIT, new IdempotencyHandler(services.answerResends()))
                .then(Stage.LIMIT, new ReplayHandler(recentNonces, services.noncesInProgress(), rejections))
                .then(Stage.LIMIT, new PermitHandler(limiter))
                .then(Stage.STORE, new StoreHandler(services.store(), services.deadlineMs(), recentNonces, limiter));
    }

    public Router router(Vertx vertx) {
        Router router = Router.router(vertx);
        Route route = router.route().handler(context -> {
            begin(context);
            context.next();
        });
        stages.handlers().forEach(route::handler);
        FailureHandler failures = new FailureHandler(this::begin);
        route.failureHandler(failures);
        for (int status : new int[] {400, 404, 405, 500}) {
            router.errorHandler(status, failures);
        }
        return router;
    }

    private Exchange begin(RoutingContext context) {
        return Exchange.begin(context, responses, maxParameters);
    }
}
