package dev.otagate.support;

import dev.otagate.account.AccessKeyRepository;
import dev.otagate.account.Account;
import dev.otagate.account.AccountRepository;
import dev.otagate.account.MasterKey;
import dev.otagate.account.NewAccessKey;
import dev.otagate.account.ProductRepository;
import dev.otagate.account.SecretCipher;
import dev.otagate.config.ConfigLoader;
import dev.otagate.config.GatewayConfig;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.database.DatabaseServer;
import dev.otagate.server.Futures;
import dev.otagate.server.Gateway;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** A gateway in this JVM on free ports, with the blocked-thread checker at 500 ms, and what an operator does beside it. */
public final class TestGateway implements AutoCloseable {
    public static final String MASTER_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static final OptionalInt UNLIMITED = OptionalInt.of(0);

    private final Gateway gateway;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Pool pool;
    private final AccountRepository accounts;
    private final AccessKeyRepository keys;
    private final ProductRepository products;

    private TestGateway(GatewayConfig config, DatabaseAddress operatorsDatabase, VertxOptions options, Clock clock) {
        gateway = Gateway.start(config, options, clock);
        pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(2))
                .connectingTo(operatorsDatabase.connectOptions())
                .using(vertx)
                .build();
        accounts = new AccountRepository(pool);
        keys = new AccessKeyRepository(pool, new SecretCipher(MasterKey.load(config.secrets(), false)));
        products = new ProductRepository(pool);
    }

    /** A gateway on a database, with default settings but for ports and pauses. */
    public static TestGateway start(DatabaseAddress database) {
        return start(database, Map.of());
    }

    /** A gateway on a database; the settings are given as environment variables. */
    public static TestGateway start(DatabaseAddress database, Map<String, String> settings) {
        return start(database, database, settings);
    }

    /** A gateway that reaches the database by another way than the operator does. */
    public static TestGateway start(DatabaseAddress way, DatabaseAddress database, Map<String, String> settings) {
        return new TestGateway(config(way, settings), database, options(), Clock.systemUTC());
    }

    /** A gateway whose clock may block its event loops for a minute: blocked threads are not reported. */
    public static TestGateway startWithClock(DatabaseAddress database, Map<String, String> settings, Clock clock) {
        return new TestGateway(config(database, settings), database, unguarded(), clock);
    }

    private static GatewayConfig config(DatabaseAddress way, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>();
        environment.put("OTAGATE_HTTP_PORT", "0");
        environment.put("OTAGATE_MANAGEMENT_PORT", "0");
        environment.put("OTAGATE_DATABASE_EMBEDDED", "false");
        environment.put("OTAGATE_DATABASE_URI", uri(way));
        environment.put("OTAGATE_SECRETS_MASTER_KEY", MASTER_KEY);
        environment.put("OTAGATE_SHUTDOWN_DRAIN_MS", "0");
        environment.putAll(settings);
        return ConfigLoader.load(Optional.empty(), environment);
    }

    /** The {@code database.uri} of an address. */
    public static String uri(DatabaseAddress database) {
        String servers =
                database.servers().stream().map(DatabaseServer::toString).collect(Collectors.joining(","));
        return "postgresql://" + database.user() + ":"
                + URLEncoder.encode(database.password(), StandardCharsets.UTF_8) + "@" + servers + "/"
                + database.database() + "?sslmode=disable";
    }

    /** Vert.x as tests run it: a thread blocked for 500 ms is reported, and {@link BlockedThreadGuard} fails the class. */
    public static VertxOptions options() {
        return new VertxOptions()
                .setBlockedThreadCheckInterval(100)
                .setMaxEventLoopExecuteTime(500)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS);
    }

    private static VertxOptions unguarded() {
        return new VertxOptions().setMaxEventLoopExecuteTime(1).setMaxEventLoopExecuteTimeUnit(TimeUnit.MINUTES);
    }

    /** A new account without a rate limit. */
    public Account account() {
        return account(UNLIMITED, OptionalInt.empty());
    }

    public Account account(OptionalInt permitsPerSecond, OptionalInt burst) {
        return Futures.await(accounts.create("account-" + UUID.randomUUID(), permitsPerSecond, burst));
    }

    public NewAccessKey key(Account account) {
        return Futures.await(keys.create(account));
    }

    public void setKeyEnabled(NewAccessKey key, boolean enabled) {
        Futures.await(keys.setEnabled(key.accessKeyId(), enabled));
    }

    public String product(Account account) {
        return Futures.await(products.create(account, Optional.empty(), Optional.empty()))
                .productKey();
    }

    public void product(Account account, String productKey) {
        Futures.await(products.create(account, Optional.of(productKey), Optional.empty()));
    }

    public String endpoint() {
        return gateway.endpoint();
    }

    public int port() {
        return gateway.httpPort();
    }

    public int managementPort() {
        return gateway.managementPort();
    }

    public String managementEndpoint() {
        return "http://127.0.0.1:" + gateway.managementPort();
    }

    /** The URL of a new link that opens the console with a key. */
    public String consoleLink(NewAccessKey key) {
        return gateway.consoleLink(key.accessKeyId()).orElseThrow();
    }

    /** The metrics, which are at most a second old. */
    public String metrics() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(managementEndpoint() + "/metrics"))
                .timeout(Duration.ofSeconds(5))
                .build();
        return HttpClient.newHttpClient()
                .sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .join()
                .body();
    }

    /** Stops the gateway alone, once. */
    public void stopGateway() {
        if (stopped.compareAndSet(false, true)) {
            gateway.close();
        }
    }

    @Override
    public void close() {
        stopGateway();
        Futures.await(pool.close());
        Futures.await(vertx.close());
    }
}
