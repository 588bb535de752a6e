package dev.otagate.cli;

import dev.otagate.account.AccessKeyRepository;
import dev.otagate.account.AccountRepository;
import dev.otagate.account.MasterKey;
import dev.otagate.account.ProductRepository;
import dev.otagate.account.SecretCipher;
import dev.otagate.cluster.NodeRegistry;
import dev.otagate.config.GatewayConfig;
import dev.otagate.database.Liveness;
import dev.otagate.database.Migrations;
import dev.otagate.database.ServerSelector;
import dev.otagate.server.DatabaseAccess;
import dev.otagate.server.Futures;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;

/** The database for one command, whether a gateway runs or not. */
final class AccountDatabase implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final GatewayConfig config;
    private final DatabaseAccess access;
    private final Vertx vertx;
    private final Pool pool;

    AccountDatabase(GatewayConfig config) {
        this.config = config;
        this.access = DatabaseAccess.join(config.database());
        try {
            Migrations.migrate(access.address(), PATIENCE);
        } catch (RuntimeException e) {
            access.close();
            throw e;
        }
        this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        ServerSelector servers = new ServerSelector(vertx, access.address());
        this.pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(1))
                .with(Liveness.transport())
                .connectingTo(() -> servers.select().map(options -> options))
                .using(vertx)
                .build();
    }

    AccountRepository accounts() {
        return new AccountRepository(pool);
    }

    ProductRepository products() {
        return new ProductRepository(pool);
    }

    NodeRegistry nodes() {
        return new NodeRegistry(pool);
    }

    AccessKeyRepository keys() {
        SecretCipher cipher = new SecretCipher(
                MasterKey.load(config.secrets(), config.database().embedded()));
        AccessKeyRepository keys = new AccessKeyRepository(pool, cipher);
        Futures.await(keys.checkMasterKey());
        return keys;
    }

    @Override
    public void close() {
        try {
            Futures.await(pool.close());
            Futures.await(vertx.close());
        } finally {
            access.close();
        }
    }
}
