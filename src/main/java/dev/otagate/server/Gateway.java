package dev.otagate.server;

import dev.otagate.account.AccessKeyCache;
import dev.otagate.account.AccessKeyRepository;
import dev.otagate.account.AccessRevisionVerticle;
import dev.otagate.account.MasterKey;
import dev.otagate.account.SecretCipher;
import dev.otagate.cluster.ClockSkew;
import dev.otagate.cluster.ClusterVerticle;
import dev.otagate.cluster.Node;
import dev.otagate.config.ConfigException;
import dev.otagate.config.GatewayConfig;
import dev.otagate.database.DatabaseException;
import dev.otagate.database.Guarantees;
import dev.otagate.database.Migrations;
import dev.otagate.database.ServerSelector;
import dev.otagate.http.HttpVerticle;
import dev.otagate.http.NodeConnections;
import dev.otagate.limit.ClusterRateLimiter;
import dev.otagate.limit.RateLimit;
import dev.otagate.limit.RejectionLimiter;
import dev.otagate.management.ManagementVerticle;
import dev.otagate.management.Readiness;
import dev.otagate.metrics.ConnectionMetrics;
import dev.otagate.metrics.RequestMetrics;
import dev.otagate.metrics.StoreMetrics;
import dev.otagate.openapi.OpenApiDocument;
import dev.otagate.operation.OperationCatalogue;
import dev.otagate.pipeline.ClientAddress;
import dev.otagate.pipeline.NoncesInProgress;
import dev.otagate.pipeline.PipelineServices;
import dev.otagate.pipeline.RecentNonces;
import dev.otagate.pipeline.RequestLog;
import dev.otagate.store.MaintenanceVerticle;
import dev.otagate.store.StoreClient;
import dev.otagate.store.StoreHealth;
import dev.otagate.store.StoreVerticle;
import dev.otagate.tls.TlsIdentity;
import dev.otagate.tls.TlsReloadVerticle;
import dev.otagate.tls.TlsSettings;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.sqlclient.Pool;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running gateway. Starting and stopping block and are not for an event loop. */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final long CLOSE_TIMEOUT_MS = 15_000;
    private static final long ID_PATIENCE_MS = 5_000;
    // The store gives up a statement a second after its timeout.
    private static final long RESULT_GRACE_MS = 2_000;

    private final GatewayConfig config;
    private final Clock clock;
    private final NodeConnections connections;
    private final ClockSkew clockSkew;
    private final Vertx vertx;
    private final Vertx managementVertx;
    private final Metrics metrics = new Metrics();
    private final Readiness readiness = new Readiness();
    private final ClusterRateLimiter limiter = new ClusterRateLimiter();
    private final OperationCatalogue catalogue = new OperationCatalogue();
    private final AtomicReference<Pool> lookups = new AtomicReference<>();
    private final AtomicReference<Pool> readinessPool = new AtomicReference<>();
    private final AtomicReference<Pool> maintenance = new AtomicReference<>();
    private final StoreHealth health = new StoreHealth();
    private final StartTimeout patience;
    private final Guarantees guarantees;
    private final List<HttpVerticle> httpVerticles = new CopyOnWriteArrayList<>();
    private final IntSupplier nodes = () -> limiter.view().nodes();
    private final BooleanSupplier draining = () -> readiness.phase() == Readiness.Phase.DRAINING;
    private final String instanceId = UUID.randomUUID().toString();
    private final GatewayFile file;
    private volatile DatabaseAccess database;
    private ServerSelector servers;
    private AccessKeyRepository keys;
    private ManagementVerticle management;
    private final Deque<Supplier<Future<?>>> deployments = new ConcurrentLinkedDeque<>();
    private Optional<String> httpDeployment = Optional.empty();
    private volatile Optional<TlsReloadVerticle> certificate = Optional.empty();

    private Gateway(GatewayConfig config, VertxOptions options, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.clockSkew = new ClockSkew(clock);
        this.patience = new StartTimeout(Duration.ofMillis(config.database().startPatienceMs()));
        this.guarantees = new Guarantees(config.database().allowDataLoss());
        this.file = new GatewayFile(config.database(), instanceId);
        this.connections = new NodeConnections(config.http(), new ConnectionMetrics(metrics.registry()));
        this.managementVertx = ManagementVertx.create(options, connections.transport());
        this.vertx = Vertx.builder()
                .withTransport(connections.transport())
                .with(options.setEventLoopPoolSize(config.http().eventLoopCount())
                        .setMetricsOptions(Metrics.vertxOptions()))
                .withMetrics(metrics.vertxFactory())
                .build()
                .exceptionHandler(Logging::unhandled);
    }

    /**
     * Starts a gateway and returns when it serves. What fails is stopped again.
     *
     * @param options for Vert.x; event loops, transport and metrics are set by the gateway
     * @param clock that timestamps are checked against
     */
    public static Gateway start(GatewayConfig config, VertxOptions options, Clock clock) {
        Gateway gateway = new Gateway(config, options, clock);
        try {
            gateway.open();
            return gateway;
        } catch (RuntimeException e) {
            gateway.stopParts();
            throw e;
        }
    }

    /** Where the API is served: {@code http://host:port} or {@code https://host:port}. */
    public String endpoint() {
        return url().toString();
    }

    /** Where a client on this machine reaches the API. */
    public URI localEndpoint() {
        return URI.create(url().onThisMachine().toString());
    }

    private ServerUrl url() {
        return new ServerUrl(config.http().tls().enabled(), config.http().host(), httpPort());
    }

    /** The port of the API. */
    public int httpPort() {
        return httpVerticles.get(0).port();
    }

    /** The port of health and metrics. */
    public int managementPort() {
        return management.port();
    }

    private void open() {
        TlsSettings.hardenJdk();
        Optional<TlsIdentity> identity = TlsIdentity.load(config.http().tls());
        management = new ManagementVerticle(
                config.management(),
                instanceId,
                readiness,
                eventLoops(),
                this::ping,
                health::fault,
                limiter::view,
                clockSkew::seconds,
                metrics.registry(),
                this::description);
        Futures.await(managementVertx.deployVerticle(management));
        database = DatabaseAccess.open(config.database());
        Migrations.migrate(database.address(), patience.patience());
        servers = new ServerSelector(vertx, database.address());
        readinessPool.set(Pools.readiness(managementVertx, database.address()));
        openMaintenance();
        AccessKeyCache accessKeys = openAccounts();
        openStore();
        openCluster();
        openHttp(accessKeys, identity);
        identity.ifPresent(this::watchCertificate);
        file.write(
                url().onThisMachine(),
                new ServerUrl(false, config.management().host(), managementPort()).onThisMachine());
        readiness.enter(Readiness.Phase.SERVING);
        LOG.atInfo()
                .addKeyValue("endpoint", endpoint())
                .addKeyValue("managementPort", managementPort())
                .addKeyValue("nativeTransport", vertx.isNativeTransportEnabled())
                .log("gateway serves");
    }

    /**
     * Makes an account, a product and an access key, if {@code first-key.env} in the data directory does not hold a key of this
     * database; returns that file.
     */
    public Path firstKey() {
        return new FirstKey(config.database().dataDirectory(), lookups.get(), keys)
                .ensure(localEndpoint().toString());
    }

    private void openMaintenance() {
        Pool pool = Pools.maintenance(vertx, servers);
        patience.await("the check of the database's settings", () -> guarantees.check(pool))
                .ifPresent(fault -> {
                    throw new ConfigException(fault);
                });
        maintenance.set(pool);
    }

    private AccessKeyCache openAccounts() {
        Pool pool = Pools.lookups(vertx, servers, config);
        lookups.set(pool);
        // A key that exists was sealed with a master key: a new one could not open it.
        boolean mayCreate = config.database().embedded() && !Futures.await(AccessKeyRepository.hasAny(pool));
        SecretCipher cipher = new SecretCipher(MasterKey.load(config.secrets(), mayCreate));
        keys = new AccessKeyRepository(pool, cipher);
        patience.await("the check of the master key", keys::checkMasterKey);
        AccessKeyCache cache = new AccessKeyCache(vertx, keys::find);
        // Requests keep the event loops of the API busy, and the cache is only trusted while the watch confirms it.
        AccessRevisionVerticle watch =
                new AccessRevisionVerticle(new ServerSelector(managementVertx, database.address()), cache);
        Futures.await(deployment(managementVertx, watch));
        // Without the ids it serves, too; honest keys share the bounded look-ups with strangers until they are there.
        Futures.await(
                watch.loaded().timeout(ID_PATIENCE_MS, TimeUnit.MILLISECONDS).otherwiseEmpty());
        return cache;
    }

    private void openStore() {
        StoreClient.registerCodec(vertx);
        patience.await("the store's connections", () -> deployment(store(false, 0)));
        patience.await(
                "the store's connections for slow statements",
                () -> deployment(store(true, config.store().connections())));
        deploy(new MaintenanceVerticle(maintenance.get(), health));
    }

    private StoreVerticle store(boolean slow, int number) {
        return new StoreVerticle(
                slow,
                servers,
                guarantees,
                health,
                nodes,
                config.database().statementTimeoutMs(),
                config.store(),
                new StoreMetrics(metrics.registry(), number));
    }

    private void openCluster() {
        metrics.cluster(limiter::view, clockSkew::seconds);
        Node self = new Node(
                UUID.fromString(instanceId), config.cluster().nodeName().orElseGet(this::machineAndPort), version());
        patience.await("the cluster", () -> deployment(new ClusterVerticle(servers, self, limiter, clockSkew)));
    }

    private String machineAndPort() {
        String machine;
        try {
            machine = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            machine = config.http().host();
        }
        return machine + ":" + config.http().port();
    }

    private void openHttp(AccessKeyCache accessKeys, Optional<TlsIdentity> identity) {
        PipelineServices services = new PipelineServices(
                accessKeys,
                catalogue,
                limiter,
                new RateLimit(
                        config.rateLimit().permitsPerSecond(),
                        config.rateLimit().burst()),
                new RejectionLimiter(),
                new RecentNonces(),
                new NoncesInProgress(),
                new StoreClient(vertx),
                config.store().deadlineMs(),
                config.store().deadlineMs() + config.database().statementTimeoutMs() + RESULT_GRACE_MS,
                config.retry().answerResends(),
                config.http().maxParameters(),
                config.http().maxUnverifiedBodyBytes(),
                config.http().maxBodyBytes(),
                config.http().bodyTimeoutMs(),
                clock,
                new RequestLog(
                        config.log().requests(),
                        new RequestMetrics(metrics.registry()),
                        new ClientAddress(config.http().trustedProxies())),
                draining);
        httpDeployment = Optional.of(Futures.await(vertx.deployVerticle(
                () -> {
                    HttpVerticle verticle = new HttpVerticle(
                            config.http(),
                            services,
                            identity,
                            connections,
                            config.shutdown().graceMs());
                    httpVerticles.add(verticle);
                    return verticle;
                },
                new DeploymentOptions().setInstances(config.http().eventLoopCount()))));
    }

    private void deploy(Deployable verticle) {
        Futures.await(deployment(verticle));
    }

    private Future<String> deployment(Deployable verticle) {
        return deployment(vertx, verticle);
    }

    private Future<String> deployment(Vertx target, Deployable verticle) {
        return target.deployVerticle(verticle).onSuccess(id -> deployments.push(() -> target.undeploy(id)));
    }

    private void watchCertificate(TlsIdentity identity) {
        TlsReloadVerticle watch = new TlsReloadVerticle(config.http().tls(), identity, httpVerticles.get(0)::show);
        deploy(watch);
        certificate = Optional.of(watch);
    }

    /** Reads what can be renewed while the gateway serves: the certificate and its key. Thread-safe. */
    public void reload() {
        certificate.ifPresentOrElse(
                TlsReloadVerticle::reload, () -> LOG.info("nothing to reload: http.tls.certificate is not set"));
    }

    private List<EventExecutor> eventLoops() {
        List<EventExecutor> loops = new ArrayList<>();
        ((VertxInternal) vertx).nettyEventLoopGroup().forEach(loops::add);
        return loops;
    }

    private String description() {
        return OpenApiDocument.of(catalogue, endpoint(), version());
    }

    private static String version() {
        String version = Gateway.class.getPackage().getImplementationVersion();
        return version == null ? "0" : version;
    }

    private Future<?> ping() {
        Optional<String> fault = Optional.ofNullable(database).flatMap(DatabaseAccess::fault);
        if (fault.isPresent()) {
            return Future.failedFuture(new DatabaseException(fault.get()));
        }
        Pool pool = readinessPool.get();
        return pool == null
                ? Future.failedFuture("not connected yet")
                : pool.query("SELECT 1").execute();
    }

    /**
     * Stops in order: ready says no while requests are still served, then requests under way are finished, then the database
     * connections are closed, and the embedded database comes last.
     */
    @Override
    public void close() {
        readiness.enter(Readiness.Phase.DRAINING);
        LOG.atInfo().addKeyValue("drainMs", config.shutdown().drainMs()).log("gateway drains");
        Futures.pause(config.shutdown().drainMs());
        stopParts();
        LOG.info("gateway stopped");
    }

    private void stopParts() {
        stopPart(file::remove);
        httpDeployment.ifPresent(http -> stopPart(
                () -> Futures.await(vertx.undeploy(http), config.shutdown().graceMs() + CLOSE_TIMEOUT_MS)));
        // Vert.x itself closes pools of connections before the verticles that use them.
        deployments.forEach(undeploy -> stopPart(() -> Futures.await(undeploy.get(), CLOSE_TIMEOUT_MS)));
        stopPart(() -> Futures.await(vertx.close(), CLOSE_TIMEOUT_MS));
        stopPart(() -> Futures.await(managementVertx.close(), CLOSE_TIMEOUT_MS));
        if (database != null) {
            database.close();
        }
        metrics.registry().close();
    }

    // A part that fails to stop does not keep the others from stopping.
    private static void stopPart(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("cause", e.getMessage()).log("a part of the gateway did not stop");
        }
    }
}
