package dev.otagate.server;

import dev.otagate.account.AccessKeyCache;
import dev.otagate.account.AccessKeyRepository;
import dev.otagate.cluster.ClockSkew;
import dev.otagate.cluster.ClusterVerticle;
import dev.otagate.cluster.Node;
import dev.otagate.config.GatewayConfig;
import dev.otagate.config.HttpConfig;
import dev.otagate.console.Console;
import dev.otagate.console.ConsoleServices;
import dev.otagate.console.RunningGateway;
import dev.otagate.database.Guarantees;
import dev.otagate.database.ServerSelector;
import dev.otagate.diagnosis.RequestExplainer;
import dev.otagate.history.RejectedRequests;
import dev.otagate.history.RelayToken;
import dev.otagate.history.RequestHistory;
import dev.otagate.http.HttpVerticle;
import dev.otagate.http.NodeConnections;
import dev.otagate.limit.ClusterRateLimiter;
import dev.otagate.limit.RejectionLimiter;
import dev.otagate.management.ManagementVerticle;
import dev.otagate.management.Readiness;
import dev.otagate.metrics.ConnectionMetrics;
import dev.otagate.metrics.RequestMetrics;
import dev.otagate.metrics.StoreMetrics;
import dev.otagate.openapi.OpenApiDocument;
import dev.otagate.operation.OperationCatalogue;
import dev.otagate.pipeline.ClientAddress;
import dev.otagate.pipeline.MismatchHints;
import dev.otagate.pipeline.NoncesInProgress;
import dev.otagate.pipeline.PipelineServices;
import dev.otagate.pipeline.RecentNonces;
import dev.otagate.pipeline.RequestLog;
import dev.otagate.pipeline.RequestRecorder;
import dev.otagate.response.Dialects;
import dev.otagate.store.MaintenanceVerticle;
import dev.otagate.store.StoreClient;
import dev.otagate.store.StoreHealth;
import dev.otagate.store.StoreVerticle;
import dev.otagate.tls.TlsIdentity;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.sqlclient.Pool;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Builds the parts of a gateway from its settings, and the values that they share. Starts none of them. */
final class GatewayParts {
    // The store stops waiting for a statement a second after its timeout.
    private static final long RESULT_GRACE_MS = 2_000;

    final String instanceId = UUID.randomUUID().toString();
    final Metrics metrics = new Metrics();
    final Readiness readiness = new Readiness();
    final Guarantees guarantees;
    /** The Vert.x of the API and the store. */
    final Vertx vertx;
    /** The Vert.x of the management port and the watch of access keys: one event loop that no request of the API can keep busy. */
    final Vertx managementVertx;

    private final GatewayConfig config;
    private final Clock clock;
    private final ClusterRateLimiter limiter = new ClusterRateLimiter();
    private final OperationCatalogue catalogue = new OperationCatalogue();
    private final StoreHealth health = new StoreHealth();
    private final ClockSkew clockSkew;
    private final RequestHistory history;
    private final RejectedRequests rejected = new RejectedRequests();
    private final RelayToken relayToken = RelayToken.random();
    private final Node node;
    private final NodeConnections connections;

    GatewayParts(GatewayConfig config, VertxOptions options, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.clockSkew = new ClockSkew(clock);
        this.history = new RequestHistory(config.management().requestHistory());
        this.node = new Node(
                UUID.fromString(instanceId),
                config.nodeName().orElseGet(() -> machineAndPort(config.http())),
                version());
        this.guarantees = new Guarantees(config.database().allowDataLoss());
        this.connections = new NodeConnections(config.http(), new ConnectionMetrics(metrics.registry()));
        this.managementVertx = Vertx.builder()
                .withTransport(connections.transport())
                .with(new VertxOptions(options)
                        .setEventLoopPoolSize(1)
                        .setWorkerPoolSize(1)
                        .setInternalBlockingPoolSize(1))
                .build();
        this.vertx = Vertx.builder()
                .withTransport(connections.transport())
                .with(options.setEventLoopPoolSize(config.http().eventLoopCount())
                        .setMetricsOptions(Metrics.vertxOptions()))
                .withMetrics(metrics.vertxFactory())
                .build()
                .exceptionHandler(Logging::unhandled);
        StoreClient.registerCodec(vertx);
        metrics.cluster(limiter::view, clockSkew::seconds);
    }

    /**
     * @param ping succeeds if the database responds to a query
     * @param endpoint of the API, once it is bound
     * @param running what the console uses; empty while the gateway starts
     */
    ManagementVerticle management(
            Supplier<Future<?>> ping, Supplier<String> endpoint, Supplier<Optional<RunningGateway>> running) {
        List<EventExecutor> eventLoops = new ArrayList<>();
        ((VertxInternal) vertx).nettyEventLoopGroup().forEach(eventLoops::add);
        return new ManagementVerticle(new ManagementVerticle.Services(
                config.management(),
                instanceId,
                readiness,
                eventLoops,
                ping,
                health::fault,
                limiter::view,
                clockSkew::seconds,
                metrics.registry(),
                () -> OpenApiDocument.of(catalogue, endpoint.get(), version()),
                config.management().console()
                        ? Optional.of(new Console(managementVertx, console(running)))
                        : Optional.empty()));
    }

    private ConsoleServices console(Supplier<Optional<RunningGateway>> running) {
        return new ConsoleServices(
                config.management(),
                node,
                catalogue,
                metrics.registry(),
                history,
                rejected,
                relayToken,
                clock,
                running);
    }

    /** The store's verticle for slow statements, or for all others. */
    StoreVerticle store(ServerSelector servers, boolean slow) {
        int number = slow ? config.store().connections() : 0;
        return new StoreVerticle(
                slow,
                servers,
                guarantees,
                health,
                () -> limiter.view().nodes(),
                config.database().statementTimeoutMs(),
                config.store(),
                new StoreMetrics(metrics.registry(), number));
    }

    MaintenanceVerticle maintenance(Pool pool) {
        return new MaintenanceVerticle(pool, health);
    }

    ClusterVerticle cluster(ServerSelector servers) {
        return new ClusterVerticle(servers, node, limiter, clockSkew);
    }

    private static String machineAndPort(HttpConfig http) {
        String machine;
        try {
            machine = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            machine = http.host();
        }
        return machine + ":" + http.port();
    }

    Supplier<HttpVerticle> http(AccessKeyCache accessKeys, AccessKeyRepository keys, Optional<TlsIdentity> identity) {
        PipelineServices services = services(accessKeys, keys);
        return () -> new HttpVerticle(
                config.http(),
                services,
                identity,
                connections,
                config.shutdown().graceMs());
    }

    private PipelineServices services(AccessKeyCache accessKeys, AccessKeyRepository keys) {
        ClientAddress clients = new ClientAddress(config.http().trustedProxies());
        return new PipelineServices(
                accessKeys,
                catalogue,
                limiter,
                config.rateLimit(),
                new RejectionLimiter(),
                new RecentNonces(),
                new NoncesInProgress(),
                new StoreClient(vertx),
                config.store().deadlineMs(),
                config.store().deadlineMs() + config.database().statementTimeoutMs() + RESULT_GRACE_MS,
                config.answerResends(),
                config.http().maxParameters(),
                config.http().maxUnverifiedBodyBytes(),
                config.http().maxBodyBytes(),
                config.http().bodyTimeoutMs(),
                clock,
                new RequestLog(config.log().requests(), new RequestMetrics(metrics.registry()), clients),
                new RequestRecorder(
                        history, rejected, relayToken, catalogue, config.http().serverTiming(), clients),
                config.explainPerSecond() == 0
                        ? Optional.empty()
                        : Optional.of(new MismatchHints(
                                new RequestExplainer(vertx, keys), config.explainPerSecond(), System::nanoTime)),
                new Dialects(config.management().consoleUrl()),
                () -> readiness.phase() == Readiness.Phase.DRAINING);
    }

    private static String version() {
        String version = GatewayParts.class.getPackage().getImplementationVersion();
        return version == null ? "0" : version;
    }
}
