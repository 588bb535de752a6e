package dev.otagate.management;

import dev.otagate.config.ListenFault;
import dev.otagate.config.ManagementConfig;
import dev.otagate.database.Diagnosis;
import dev.otagate.limit.ClusterView;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.CheckResult;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Serves {@code /health/live}, {@code /health/ready}, {@code /metrics}, {@code /openapi.json} and the console, also while the gateway
 * drains. Runs on its own event loop.
 */
public final class ManagementVerticle extends VerticleBase {
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final long DATABASE_TIMEOUT_MS = 1_000;
    // A third of the tolerance for timestamps: clients with a correct clock are not rejected yet.
    private static final double MAX_CLOCK_SKEW_S = 300;
    private static final long METRICS_TIMEOUT_MS = 5_000;
    private static final long METRICS_KEPT_MS = 1_000;
    private static final int MAX_CONNECTIONS = 64;
    private static final int MAX_REQUEST_LINE_BYTES = 4_096;
    private static final int MAX_HEADER_BYTES = 8_192;
    private static final int IDLE_SECONDS = 60;

    private final Services services;
    private final EventLoopWatch eventLoops;
    private HttpServer server;

    /**
     * What the pages need of the gateway.
     *
     * @param instanceId the id of this process; reported by readiness, so that scripts can recognise the process
     * @param eventLoops the event loops of the API
     * @param databasePing succeeds if the database responds to a query
     * @param storeFault why the database is not writable; empty if it is
     * @param cluster the other nodes: reported, without effect on readiness
     * @param clockSkew the seconds by which this node's clock is ahead of the database's clock
     * @param description the OpenAPI description of the API; called only while the gateway serves
     * @param console handles the paths under {@code /console/}; empty if the console is off
     */
    public record Services(
            ManagementConfig config,
            String instanceId,
            Readiness readiness,
            List<? extends Executor> eventLoops,
            Supplier<Future<?>> databasePing,
            Supplier<Optional<String>> storeFault,
            Supplier<ClusterView> cluster,
            DoubleSupplier clockSkew,
            PrometheusMeterRegistry registry,
            Supplier<String> description,
            Optional<Handler<HttpServerRequest>> console) {}

    public ManagementVerticle(Services services) {
        this.services = services;
        this.eventLoops = new EventLoopWatch(services.eventLoops());
    }

    @Override
    public Future<?> start() {
        eventLoops.start(vertx);
        ManagementConfig config = services.config();
        server = vertx.createHttpServer(options())
                .connectionHandler(new ManagementConnections(MAX_CONNECTIONS))
                .invalidRequestHandler(ManagementRequests::reject)
                .requestHandler(new ManagementRequests(new AllowedHosts(config), pages(), services.console()));
        return server.listen(config.port(), config.host())
                .recover(cause ->
                        Future.failedFuture(ListenFault.of("management", config.host(), config.port(), cause)));
    }

    private static HttpServerOptions options() {
        return new HttpServerOptions()
                .setMaxInitialLineLength(MAX_REQUEST_LINE_BYTES)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setHttp2ClearTextEnabled(false)
                .setIdleTimeout(IDLE_SECONDS)
                .setTcpNoDelay(true);
    }

    private Map<String, Supplier<Future<Page>>> pages() {
        CachedValue<Page> ready = new CachedValue<>(health(readinessChecks()), 0);
        CachedValue<Page> metrics = new CachedValue<>(this::metrics, METRICS_KEPT_MS);
        return Map.of(
                "/health/live", health(livenessChecks()),
                "/health/ready", ready::get,
                "/metrics", metrics::get,
                "/openapi.json", this::openApi);
    }

    // A check may complete on another thread.
    private Supplier<Future<Page>> health(HealthChecks checks) {
        Context owner = vertx.getOrCreateContext();
        return () -> Future.future(page -> checks.checkStatus()
                .onComplete(result -> owner.runOnContext(v -> page.handle(result.map(this::report)))));
    }

    private Page report(CheckResult result) {
        JsonObject report = result.toJson().put("instanceId", services.instanceId());
        return Page.json(CheckResult.isUp(result) ? 200 : 503, report);
    }

    /** The bound port: a free one if the setting is 0. */
    public int port() {
        return server.actualPort();
    }

    // Liveness ignores the database, and always succeeds during shutdown.
    private HealthChecks livenessChecks() {
        return HealthChecks.create(vertx).register("process", check -> check.complete(eventLoops()));
    }

    private Status eventLoops() {
        return eventLoops.isStuck() && services.readiness().phase() != Readiness.Phase.DRAINING
                ? ko("an event loop of the API is stuck")
                : Status.OK();
    }

    private HealthChecks readinessChecks() {
        return HealthChecks.create(vertx)
                .register(
                        "phase",
                        check -> check.complete(
                                services.readiness().phase() == Readiness.Phase.SERVING
                                        ? Status.OK()
                                        : Status.KO(phase())))
                .register("process", check -> check.complete(eventLoops()))
                .register(
                        "store",
                        check -> check.complete(services.storeFault()
                                .get()
                                .map(ManagementVerticle::ko)
                                .orElseGet(Status::OK)))
                .register("clock", check -> check.complete(clock()))
                .register("cluster", check -> check.complete(Status.OK(nodes())))
                .register(
                        "database",
                        DATABASE_TIMEOUT_MS,
                        check -> services.databasePing()
                                .get()
                                .onComplete(ping -> check.tryComplete(
                                        ping.succeeded() ? Status.OK() : ko(Diagnosis.of(ping.cause())))));
    }

    private static Status ko(String cause) {
        return Status.KO(new JsonObject().put("cause", cause));
    }

    private Status clock() {
        JsonObject skew =
                new JsonObject().put("skewSeconds", services.clockSkew().getAsDouble());
        return Math.abs(services.clockSkew().getAsDouble()) > MAX_CLOCK_SKEW_S ? Status.KO(skew) : Status.OK(skew);
    }

    private JsonObject nodes() {
        ClusterView view = services.cluster().get();
        return new JsonObject().put("nodes", view.nodes()).put("isolated", view.isolated());
    }

    private JsonObject phase() {
        return new JsonObject().put("phase", services.readiness().phase().name().toLowerCase(Locale.ROOT));
    }

    private Future<Page> openApi() {
        return Future.succeededFuture(
                services.readiness().phase() == Readiness.Phase.STARTING
                        ? Page.error(503, "The gateway is starting; its address is not known yet.")
                        : new Page(
                                200, "application/json", services.description().get()));
    }

    // A scrape takes milliseconds and locks: not on the event loop.
    private Future<Page> metrics() {
        return vertx.executeBlocking(services.registry()::scrape, false)
                .timeout(METRICS_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .map(text -> new Page(200, PROMETHEUS_TEXT, text));
    }
}
