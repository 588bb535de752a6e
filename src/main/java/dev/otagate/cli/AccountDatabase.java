package dev.otagate.cli;

import dev.otagate.account.AccessKeyRepository;
import dev.otagate.account.AccountDeletion;
import dev.otagate.account.AccountRepository;
import dev.otagate.account.MasterKey;
import dev.otagate.account.ProductRepository;
import dev.otagate.account.SecretCipher;
import dev.otagate.cluster.NodeRegistry;
import dev.otagate.config.ConfigException;
import dev.otagate.config.GatewayConfig;
import dev.otagate.console.ConsoleTokens;
import dev.otagate.database.Migrations;
import dev.otagate.database.Pools;
import dev.otagate.database.ServerSelector;
import dev.otagate.server.DatabaseAccess;
import dev.otagate.server.Futures;
import dev.otagate.store.DirectStore;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.sqlclient.Pool;
import java.time.Duration;

/** The database for one command, whether a gateway runs or not. */
record AccountDatabase(GatewayConfig config, DatabaseAccess access, Vertx vertx, Pool pool) implements AutoCloseable {
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Fails with {@link ConfigException} if there is no database, or if the version of its schema is another. Changes nothing. */
    static AccountDatabase open(ConfigOption option) {
        GatewayConfig config = option.load();
        DatabaseAccess access = option.join(config);
        try {
            Migrations.requireCurrent(access.address(), TIMEOUT);
            return open(config, access);
        } catch (RuntimeException e) {
            access.close();
            throw e;
        }
    }

    private static AccountDatabase open(GatewayConfig config, DatabaseAccess access) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try {
            Pool pool = Pools.command(vertx, new ServerSelector(vertx, access.address()));
            return new AccountDatabase(config, access, vertx, pool);
        } catch (RuntimeException e) {
            // Its threads would keep the process alive.
            Futures.await(vertx.close());
            throw e;
        }
    }

    AccountRepository accounts() {
        return new AccountRepository(pool);
    }

    ConsoleTokens consoleTokens() {
        return new ConsoleTokens(pool);
    }

    ProductRepository products() {
        return new ProductRepository(pool);
    }

    OperatorRequests requests() {
        return new OperatorRequests(new DirectStore(vertx, pool));
    }

    AccountDeletion deletion() {
        return new AccountDeletion(vertx, pool);
    }

    NodeRegistry nodes() {
        return new NodeRegistry(pool);
    }

    /** The keys, for commands that read no secret: the master key may be missing or wrong. */
    AccessKeyRepository keys() {
        return new AccessKeyRepository(pool, () -> new SecretCipher(MasterKey.load(config.secrets(), false)));
    }

    /** The keys, for a new secret. Fails if the other secrets were sealed with another master key. */
    AccessKeyRepository keysOfMasterKey() {
        AccessKeyRepository keys = keys();
        Futures.await(keys.checkMasterKey());
        return keys;
    }

    @Override
    public void close() {
        try {
            // Closes the pool, too.
            Futures.await(vertx.close());
        } finally {
            access.close();
        }
    }
}
