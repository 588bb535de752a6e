package dev.otagate.server;

import dev.otagate.account.AccessKeyCache;
import dev.otagate.account.AccessKeyRepository;
import dev.otagate.account.AccessRevisionVerticle;
import dev.otagate.config.GatewayConfig;
import dev.otagate.console.ConsoleTokens;
import dev.otagate.console.RunningGateway;
import dev.otagate.database.Pause;
import dev.otagate.diagnosis.RequestExplainer;
import dev.otagate.http.HttpVerticle;
import dev.otagate.management.ManagementVerticle;
import dev.otagate.management.Readiness;
import dev.otagate.tls.TlsIdentity;
import dev.otagate.tls.TlsReloadVerticle;
import dev.otagate.tls.TlsSettings;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running gateway: the order in which its parts start and stop. Starting and stopping block and are not for an event loop. */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final long CLOSE_TIMEOUT_MS = 15_000;
    private static final long KEY_IDS_TIMEOUT_MS = 5_000;

    private final GatewayConfig config;
    private final GatewayParts parts;
    private final StartTimeout timeout;
    private final StopSequence stops = new StopSequence();
    private final List<HttpVerticle> http = new CopyOnWriteArrayList<>();
    private final ManagementVerticle management;
    private volatile Optional<GatewayDatabase> database = Optional.empty();
    private volatile Optional<TlsReloadVerticle> certificate = Optional.empty();
    private volatile Optional<RunningGateway> running = Optional.empty();
    private AccessKeyRepository keys;

    private Gateway(GatewayConfig config, GatewayParts parts) {
        this.config = config;
        this.parts = parts;
        this.timeout = new StartTimeout(Duration.ofMillis(config.database().startPatienceMs()));
        this.management = parts.management(this::ping, this::endpoint, () -> running);
        stops.add(parts.metrics.registry()::close);
        stops.add(() -> database.ifPresent(GatewayDatabase::close));
        stops.add(() -> Futures.await(parts.managementVertx.close(), CLOSE_TIMEOUT_MS));
        stops.add(() -> Futures.await(parts.vertx.close(), CLOSE_TIMEOUT_MS));
    }

    /**
     * Starts a gateway and returns when it is ready. If a part fails to start, those before it are stopped.
     *
     * @param options for Vert.x; event loops, transport and metrics are set by the gateway
     * @param clock that timestamps are checked against
     */
    public static Gateway start(GatewayConfig config, VertxOptions options, Clock clock) {
        Gateway gateway = new Gateway(config, new GatewayParts(config, options, clock));
        try {
            gateway.open();
            return gateway;
        } catch (RuntimeException e) {
            gateway.stops.run();
            throw e;
        }
    }

    private void open() {
        TlsSettings.hardenJdk();
        Optional<TlsIdentity> identity = TlsIdentity.load(config.http().tls());
        Futures.await(parts.managementVertx.deployVerticle(management));
        GatewayDatabase opened = GatewayDatabase.open(config, parts.vertx, parts.managementVertx);
        database = Optional.of(opened);
        opened.prepare(parts.guarantees, timeout);
        keys = opened.keys(timeout);
        AccessKeyCache accessKeys = openAccessKeys(opened);
        deploy("the store's connections", () -> parts.store(opened.servers(), false));
        deploy("the store's connections for slow statements", () -> parts.store(opened.servers(), true));
        Futures.await(deployment(parts.vertx, parts.maintenance(opened.maintenance())));
        deploy("the cluster", () -> parts.cluster(opened.servers()));
        openHttp(parts.http(accessKeys, keys, identity));
        identity.ifPresent(this::watchCertificate);
        writeFile();
        running = Optional.of(new RunningGateway(
                localEndpoint(), accessKeys, opened.console(), new RequestExplainer(parts.managementVertx, keys)));
        parts.readiness.enter(Readiness.Phase.SERVING);
        LOG.atInfo()
                .addKeyValue("endpoint", endpoint())
                .addKeyValue("managementPort", managementPort())
                .addKeyValue("nativeTransport", parts.vertx.isNativeTransportEnabled())
                .log("gateway is ready");
    }

    private AccessKeyCache openAccessKeys(GatewayDatabase opened) {
        AccessKeyCache cache = new AccessKeyCache(parts.vertx, keys::find);
        // On the management port's event loop: the cache is only trusted while the watch confirms it, and requests keep
        // the others busy.
        AccessRevisionVerticle watch = new AccessRevisionVerticle(opened.managementServers(), cache);
        Futures.await(deployment(parts.managementVertx, watch));
        // Until the ids are loaded, the look-ups of valid keys share their bound with those of unknown ones.
        Futures.await(watch.loaded()
                .timeout(KEY_IDS_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .otherwiseEmpty());
        return cache;
    }

    private void openHttp(Supplier<HttpVerticle> verticles) {
        Supplier<Deployable> instances = () -> {
            HttpVerticle verticle = verticles.get();
            http.add(verticle);
            return verticle;
        };
        int loops = config.http().eventLoopCount();
        String id = Futures.await(parts.vertx.deployVerticle(instances, new DeploymentOptions().setInstances(loops)));
        stops.add(
                () -> Futures.await(parts.vertx.undeploy(id), config.shutdown().graceMs() + CLOSE_TIMEOUT_MS));
    }

    private void watchCertificate(TlsIdentity identity) {
        TlsReloadVerticle watch = new TlsReloadVerticle(config.http().tls(), identity, http.get(0)::useCertificate);
        Futures.await(deployment(parts.vertx, watch));
        certificate = Optional.of(watch);
    }

    private void writeFile() {
        GatewayFile file = new GatewayFile(config.database(), parts.instanceId);
        file.write(url().onThisMachine(), managementUrl());
        stops.add(file::remove);
    }

    private void deploy(String step, Supplier<Deployable> part) {
        timeout.await(step, () -> deployment(parts.vertx, part.get()));
    }

    // Each verticle is undeployed on its own: Vert.x itself closes pools before the verticles that use them.
    private Future<String> deployment(Vertx vertx, Deployable verticle) {
        return vertx.deployVerticle(verticle)
                .onSuccess(id -> stops.add(() -> Futures.await(vertx.undeploy(id), CLOSE_TIMEOUT_MS)));
    }

    private Future<?> ping() {
        return database.<Future<?>>map(GatewayDatabase::ping).orElseGet(() -> Future.failedFuture("not connected yet"));
    }

    /** The URL of the API: {@code http://host:port} or {@code https://host:port}. */
    public String endpoint() {
        return url().toString();
    }

    /** The URL of the API for a client on this machine. */
    public URI localEndpoint() {
        return URI.create(url().onThisMachine().toString());
    }

    private ServerUrl managementUrl() {
        return new ServerUrl(false, config.management().host(), managementPort()).onThisMachine();
    }

    private ServerUrl url() {
        return new ServerUrl(config.http().tls().enabled(), config.http().host(), httpPort());
    }

    public int httpPort() {
        return http.get(0).port();
    }

    public int managementPort() {
        return management.port();
    }

    /**
     * Creates an account, a product and an access key, if {@code first-key.env} in the data directory has no valid key. Returns that file
     * and the key.
     */
    public FirstKey.Created firstKey() {
        return new FirstKey(
                        config.database().dataDirectory(),
                        database.orElseThrow().lookups(),
                        keys)
                .ensure(localEndpoint().toString());
    }

    /** The URL of a new link that opens the console with a key; empty if the console is off. */
    public Optional<String> consoleLink(String accessKeyId) {
        return config.management().console()
                ? Optional.of(
                        Futures.await(new ConsoleTokens(database.orElseThrow().lookups()).createLink(accessKeyId))
                                .url(ManagementUrl.of(config.management(), managementPort())))
                : Optional.empty();
    }

    /** Reads the certificate and its key again. Thread-safe. */
    public void reload() {
        certificate.ifPresentOrElse(
                TlsReloadVerticle::reload, () -> LOG.info("nothing to reload: http.tls.certificate is not set"));
    }

    /**
     * Shuts down: readiness fails while requests are still accepted, then requests in progress are finished, then connections to the
     * database are closed, and the embedded database is stopped last.
     */
    @Override
    public void close() {
        parts.readiness.enter(Readiness.Phase.DRAINING);
        LOG.atInfo().addKeyValue("drainMs", config.shutdown().drainMs()).log("gateway shuts down");
        Pause.millis(config.shutdown().drainMs());
        stops.run();
        LOG.info("gateway stopped");
    }
}
