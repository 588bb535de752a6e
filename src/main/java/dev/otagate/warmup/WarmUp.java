package dev.otagate.warmup;

import dev.otagate.config.GatewayConfig;
import dev.otagate.config.HttpConfig;
import dev.otagate.config.StoreConfig;
import dev.otagate.config.TlsConfig;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.database.Guarantees;
import dev.otagate.database.ServerSelector;
import dev.otagate.http.HttpVerticle;
import dev.otagate.http.NodeConnections;
import dev.otagate.limit.ClusterRateLimiter;
import dev.otagate.limit.RateLimit;
import dev.otagate.limit.RejectionLimiter;
import dev.otagate.metrics.ConnectionMetrics;
import dev.otagate.metrics.RequestMetrics;
import dev.otagate.metrics.StoreMetrics;
import dev.otagate.operation.OperationCatalogue;
import dev.otagate.pipeline.ClientAddress;
import dev.otagate.pipeline.NoncesUnderWay;
import dev.otagate.pipeline.PipelineServices;
import dev.otagate.pipeline.RecentNonces;
import dev.otagate.pipeline.RequestLog;
import dev.otagate.store.StoreClient;
import dev.otagate.store.StoreHealth;
import dev.otagate.store.StoreVerticle;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/**
 * Sends requests through a second pipeline until the JVM has compiled the code that they take, so that the first burst of
 * clients does not wait for the compiler.
 *
 * <p>The second pipeline is made of the same classes as the first, and changes nothing of it: it has an event loop, an event
 * bus, a database connection, meters and a log of its own, and listens on 127.0.0.1 on a free port, with a key that nobody knows.
 * Its statement touches no table.
 */
public final class WarmUp {
    private static final long CONNECT_TIMEOUT_MS = 10_000;
    // Cold code is slow, and there is nobody to be kept waiting: the settings for clients may be too tight for it.
    private static final StoreConfig STORE = new StoreConfig(1, 512, 4_096, 10_000);
    private static final long CLOSE_TIMEOUT_MS = 5_000;
    private static final long STORE_TIMEOUT_MS = 1_000;

    private final GatewayConfig config;
    private final DatabaseAddress database;
    private final Logger lines;
    private final GatewayState gateway;
    private final MeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Credential credential = new Credential();
    private final Promise<Integer> ended = Promise.promise();
    private final Promise<Integer> closed = Promise.promise();
    private final NodeConnections connections;
    private final Vertx vertx;
    private volatile Future<String> store = Future.failedFuture("not deployed");

    /**
     * Nothing is sent yet.
     *
     * @param lines takes the lines of the log of requests, and drops them
     */
    public WarmUp(GatewayConfig config, DatabaseAddress database, Logger lines, GatewayState gateway) {
        this.config = config;
        this.database = database;
        this.lines = lines;
        this.gateway = gateway;
        this.connections = new NodeConnections(http(), new ConnectionMetrics(meters));
        this.vertx = Vertx.builder()
                .withTransport(connections.transport())
                .with(new VertxOptions()
                        .setEventLoopPoolSize(1)
                        .setWorkerPoolSize(1)
                        .setInternalBlockingPoolSize(1))
                .build();
    }

    /**
     * The number of requests that were answered, once there were enough or a minute is over, 0 where it was closed before; fails
     * where a request or the connection to the database failed. Everything is closed then.
     */
    public Future<Integer> run() {
        ended.future().eventually(this::closeAll).onComplete(closed);
        try {
            if (!ended.future().isComplete()) {
                send();
            }
        } catch (RuntimeException e) {
            ended.tryFail(e);
        }
        return closed.future();
    }

    private void send() {
        StoreClient.registerCodec(vertx);
        HttpVerticle http = new HttpVerticle(http(), services(), Optional.empty(), connections, 0);
        store = vertx.deployVerticle(store());
        store.timeout(CONNECT_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .compose(deployed -> vertx.deployVerticle(http))
                .compose(deployed ->
                        new WarmUpClient(vertx, http.port(), credential, config.warmUp(), gateway.served()).run())
                .onComplete(ended::tryComplete, ended::tryFail);
    }

    private StoreVerticle store() {
        return new StoreVerticle(
                false,
                new ServerSelector(vertx, database),
                new Guarantees(config.database().allowDataLoss()),
                new StoreHealth(),
                gateway.nodes(),
                config.database().statementTimeoutMs(),
                STORE,
                new StoreMetrics(meters, 0));
    }

    private HttpConfig http() {
        HttpConfig real = config.http();
        return new HttpConfig(
                WarmUpClient.LOOPBACK,
                0,
                false,
                real.idleTimeoutMs(),
                real.bodyTimeoutMs(),
                real.maxParameters(),
                real.maxUnverifiedBodyBytes(),
                real.maxBodyBytes(),
                real.limits(),
                1,
                false,
                List.of(),
                new TlsConfig("", ""));
    }

    private PipelineServices services() {
        return new PipelineServices(
                credential.cache(vertx),
                OperationCatalogue.forWarmUp(),
                new ClusterRateLimiter(),
                new RateLimit(
                        config.rateLimit().permitsPerSecond(),
                        config.rateLimit().burst()),
                new RejectionLimiter(),
                new RecentNonces(),
                new NoncesUnderWay(),
                new StoreClient(vertx),
                STORE.deadlineMs(),
                STORE.deadlineMs() + config.database().statementTimeoutMs(),
                false,
                config.http().maxParameters(),
                config.http().maxUnverifiedBodyBytes(),
                config.http().maxBodyBytes(),
                config.http().bodyTimeoutMs(),
                Clock.systemUTC(),
                new RequestLog(
                        config.log().requests(), lines, new RequestMetrics(meters), new ClientAddress(List.of())),
                gateway.draining());
    }

    /** Ends it where it is under way; from any thread. What is returned never fails, and completes when everything is closed. */
    public Future<Void> close() {
        ended.tryComplete(0);
        return closed.future().<Void>mapEmpty().otherwiseEmpty();
    }

    private Future<Void> closeAll() {
        meters.close();
        // Vert.x itself would break the store's connections off before it stops the store, which would log that.
        // The promise has no context: the event loop of this one ends.
        Promise<Void> undeployed = Promise.promise();
        store.timeout(STORE_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .compose(vertx::undeploy)
                .onComplete(done -> undeployed.complete());
        return undeployed.future().transform(done -> vertx.close()).timeout(CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS);
    }
}
