package dev.otagate.server;

import dev.otagate.account.AccessKeyRepository;
import dev.otagate.account.MasterKey;
import dev.otagate.account.SecretCipher;
import dev.otagate.config.ConfigException;
import dev.otagate.config.GatewayConfig;
import dev.otagate.database.DatabaseException;
import dev.otagate.database.Guarantees;
import dev.otagate.database.Migrations;
import dev.otagate.database.Pools;
import dev.otagate.database.ServerSelector;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.Optional;

/**
 * The database of a gateway: the server, and the pools of connections to it. They are closed with their Vert.x, before this.
 *
 * @param servers selects the server for connections of the API's Vert.x
 * @param managementServers selects the server for connections of the management port's Vert.x
 */
record GatewayDatabase(
        GatewayConfig config,
        DatabaseAccess access,
        ServerSelector servers,
        ServerSelector managementServers,
        Pool lookups,
        Pool readiness,
        Pool console,
        Pool maintenance)
        implements AutoCloseable {

    /** Starts the server, if it is the embedded one. */
    static GatewayDatabase open(GatewayConfig config, Vertx vertx, Vertx managementVertx) {
        DatabaseAccess access = DatabaseAccess.open(config.database());
        ServerSelector servers = new ServerSelector(vertx, access.address());
        ServerSelector managementServers = new ServerSelector(managementVertx, access.address());
        return new GatewayDatabase(
                config,
                access,
                servers,
                managementServers,
                Pools.lookups(
                        vertx,
                        servers,
                        config.database().poolSize(),
                        config.store().deadlineMs()),
                Pools.readiness(managementVertx, managementServers),
                Pools.console(managementVertx, managementServers),
                Pools.maintenance(vertx, servers));
    }

    /** Migrates the schema. Fails with {@link ConfigException} if the database can lose acknowledged changes. */
    void prepare(Guarantees guarantees, StartTimeout timeout) {
        Migrations.migrate(access.address(), timeout.timeout());
        timeout.await("the check of the database's settings", () -> guarantees.check(maintenance))
                .ifPresent(fault -> {
                    throw new ConfigException(fault);
                });
    }

    /** The access keys. Fails with {@link ConfigException} if the master key is missing or is not that of the keys. */
    AccessKeyRepository keys(StartTimeout timeout) {
        // A key that exists was sealed with a master key: a new one could not open it.
        boolean mayCreate = config.database().embedded() && !Futures.await(AccessKeyRepository.hasAny(lookups));
        SecretCipher cipher = new SecretCipher(MasterKey.load(config.secrets(), mayCreate));
        AccessKeyRepository keys = new AccessKeyRepository(lookups, cipher);
        timeout.await("the check of the master key", keys::checkMasterKey);
        return keys;
    }

    /** Fails if the database does not respond to a query. */
    Future<?> ping() {
        Optional<String> fault = access.fault();
        return fault.isPresent()
                ? Future.failedFuture(new DatabaseException(fault.get()))
                : readiness.query("SELECT 1").execute();
    }

    @Override
    public void close() {
        access.close();
    }
}
