package dev.otagate.pipeline;

import dev.otagate.limit.ClusterRateLimiter;
import dev.otagate.limit.RejectionLimiter;
import dev.otagate.metrics.Stage;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** The order of the handlers, which is the contract's order of rejections. One pipeline an event loop. */
public final class Pipeline {
    private final ResponseWriter responses;
    private final RequestIds requestIds = new RequestIds();
    private final List<Step> steps;

    private record Step(Stage stage, Handler<RoutingContext> handler) {}

    /**
     * A pipeline on shared services, with handlers of its own.
     *
     * @param unverified of the same event loop
     */
    public Pipeline(PipelineServices services, UnverifiedRequests unverified) {
        RecentNonces recentNonces = services.recentNonces();
        ClusterRateLimiter limiter = services.limiter();
        RejectionLimiter rejections = services.rejections();
        responses = new ResponseWriter(services.requestLog(), services.draining());
        steps = List.of(
                new Step(Stage.RECEIVE, new ReceiveHandler(responses, requestIds)),
                new Step(Stage.RECEIVE, new BodyHandler(unverified, bodyLimit(services), services.bodyTimeoutMs())),
                new Step(Stage.RECEIVE, new DeadlineHandler(services.timeoutMs())),
                new Step(Stage.PARSE, new ParseHandler(services.maxParameters(), services.clock())),
                new Step(Stage.VERIFY, new SignatureHandler(unverified, services.accessKeys())),
                new Step(Stage.VERIFY, new OperationHandler(services.catalogue())),
                new Step(Stage.LIMIT, new RateLimitHandler(limiter, services.rateLimit())),
                new Step(Stage.LIMIT, new SlowRequestsHandler()),
                new Step(Stage.VALIDATE, new ValidationHandler(new ParameterRejections(rejections))),
                new Step(
                        Stage.LIMIT,
                        new ReplayHandler(recentNonces, services.noncesUnderWay(), services.answerResends())),
                new Step(Stage.LIMIT, new RetryHandler(services.answerResends())),
                new Step(Stage.LIMIT, new PermitHandler(limiter, rejections)),
                new Step(
                        Stage.STORE, new StoreHandler(services.store(), services.deadlineMs(), recentNonces, limiter)));
    }

    private static BodyLimit bodyLimit(PipelineServices services) {
        return new BodyLimit(
                services.catalogue(),
                services.maxParameters(),
                services.maxUnverifiedBodyBytes(),
                services.maxBodyBytes());
    }

    /** A router that sends every request through the pipeline. */
    public Router router(Vertx vertx) {
        Router router = Router.router(vertx);
        Route route = router.route();
        for (Step step : steps) {
            route.handler(timed(step));
        }
        FailureHandler failures = new FailureHandler(responses, requestIds);
        route.failureHandler(failures);
        for (int status : new int[] {400, 404, 405, 500}) {
            router.errorHandler(status, failures);
        }
        return router;
    }

    private static Handler<RoutingContext> timed(Step step) {
        return context -> {
            Exchange exchange = Exchange.of(context);
            if (exchange != null) {
                exchange.enter(step.stage());
            }
            step.handler().handle(context);
        };
    }
}
