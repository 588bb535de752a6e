package dev.otagate.management;

import dev.otagate.config.ConfigException;
import dev.otagate.config.ManagementConfig;
import dev.otagate.limit.ClusterView;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.healthchecks.HealthCheckHandler;
import java.util.Locale;
import java.util.function.Supplier;

/** Serves {@code /health/live}, {@code /health/ready}, {@code /metrics} and {@code /openapi.json}, also while the gateway drains. */
public final class ManagementVerticle extends VerticleBase {
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final long DATABASE_TIMEOUT_MS = 1_000;

    private final ManagementConfig config;
    private final String instanceId;
    private final Readiness readiness;
    private final Supplier<Future<?>> databasePing;
    private final Supplier<ClusterView> cluster;
    private final PrometheusMeterRegistry registry;
    private final Supplier<String> description;
    private HttpServer server;

    /**
     * @param instanceId this run of the gateway; readiness shows it, so that a script knows which process responds
     * @param databasePing succeeds where the database answers a query
     * @param cluster what is known of the other nodes; it is told, and no reason not to be ready
     * @param description the API in OpenAPI, asked for once the gateway serves
     */
    public ManagementVerticle(
            ManagementConfig config,
            String instanceId,
            Readiness readiness,
            Supplier<Future<?>> databasePing,
            Supplier<ClusterView> cluster,
            PrometheusMeterRegistry registry,
            Supplier<String> description) {
        this.config = config;
        this.instanceId = instanceId;
        this.readiness = readiness;
        this.databasePing = databasePing;
        this.cluster = cluster;
        this.registry = registry;
        this.description = description;
    }

    /** Started when the port is bound. */
    @Override
    public Future<?> start() {
        Router router = Router.router(vertx);
        router.get("/health/live").handler(HealthCheckHandler.createWithHealthChecks(livenessChecks()));
        router.get("/health/ready").handler(HealthCheckHandler.createWithHealthChecks(readinessChecks()));
        router.get("/metrics").handler(this::metrics);
        router.get("/openapi.json").handler(this::openApi);
        server = vertx.createHttpServer();
        return server.requestHandler(router)
                .listen(config.port(), config.host())
                .recover(cause -> Future.failedFuture(new ConfigException("management.port: cannot listen on "
                        + config.host() + ":" + config.port() + ": " + cause.getMessage())));
    }

    /** The port that was bound, where the setting asks for any. */
    public int port() {
        return server.actualPort();
    }

    // An event loop that answers is alive; the database's state is no reason to kill the process.
    private HealthChecks livenessChecks() {
        return HealthChecks.create(vertx).register("process", check -> check.complete(Status.OK()));
    }

    private HealthChecks readinessChecks() {
        return HealthChecks.create(vertx)
                .register(
                        "phase",
                        check -> check.complete(
                                readiness.phase() == Readiness.Phase.SERVING ? Status.OK() : Status.KO(phase())))
                .register(
                        "instance", check -> check.complete(Status.OK(new JsonObject().put("instanceId", instanceId))))
                .register("cluster", check -> check.complete(Status.OK(nodes())))
                .register(
                        "database",
                        DATABASE_TIMEOUT_MS,
                        check -> databasePing
                                .get()
                                .onComplete(ping -> check.tryComplete(ping.succeeded() ? Status.OK() : Status.KO())));
    }

    private JsonObject nodes() {
        ClusterView view = cluster.get();
        return new JsonObject().put("nodes", view.nodes()).put("cutOff", view.cutOff());
    }

    private JsonObject phase() {
        return new JsonObject().put("phase", readiness.phase().name().toLowerCase(Locale.ROOT));
    }

    private void openApi(RoutingContext context) {
        if (readiness.phase() == Readiness.Phase.STARTING) {
            context.response().setStatusCode(503).end();
        } else {
            context.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(description.get());
        }
    }

    // Writing the registry out takes milliseconds and locks, so it is not for the event loop.
    private void metrics(RoutingContext context) {
        vertx.executeBlocking(() -> registry.scrape(), false)
                .onSuccess(text -> context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, PROMETHEUS_TEXT)
                        .end(text))
                .onFailure(context::fail);
    }
}
