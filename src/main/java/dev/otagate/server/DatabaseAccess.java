package dev.otagate.server;

import dev.otagate.config.ConfigException;
import dev.otagate.config.DatabaseConfig;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.database.DatabaseInUseException;
import dev.otagate.database.EmbeddedPostgres;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The database that the settings name. Where it is the embedded one, it may have been started for this access.
 *
 * @param started the server to stop with this access; nothing where it runs anyway
 */
public record DatabaseAccess(DatabaseAddress address, Optional<EmbeddedPostgres> started) implements AutoCloseable {
    private static final long GATEWAY_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long COMMAND_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long RETRY_MS = 200;

    /** For the gateway itself: an embedded server is started, once a command that uses it just now has ended. */
    public static DatabaseAccess open(DatabaseConfig config) {
        if (!config.embedded()) {
            return external(config);
        }
        return await(config, GATEWAY_PATIENCE_NANOS, Optional::empty);
    }

    /** For a command: joins the embedded server of a gateway that runs, or starts it for as long as the command takes. */
    public static DatabaseAccess join(DatabaseConfig config) {
        if (!config.embedded()) {
            return external(config);
        }
        return await(config, COMMAND_PATIENCE_NANOS, () -> EmbeddedPostgres.running(config.dataDirectory()));
    }

    // Another gateway or command may just be starting or stopping the server.
    private static DatabaseAccess await(
            DatabaseConfig config, long patienceNanos, Supplier<Optional<DatabaseAddress>> running) {
        long deadline = System.nanoTime() + patienceNanos;
        while (true) {
            Optional<DatabaseAddress> joined = running.get();
            if (joined.isPresent()) {
                return new DatabaseAccess(joined.get(), Optional.empty());
            }
            try {
                EmbeddedPostgres server = EmbeddedPostgres.start(config.dataDirectory());
                return new DatabaseAccess(server.address(), Optional.of(server));
            } catch (DatabaseInUseException e) {
                if (System.nanoTime() - deadline >= 0) {
                    throw e;
                }
                Futures.pause(RETRY_MS);
            }
        }
    }

    private static DatabaseAccess external(DatabaseConfig config) {
        try {
            return new DatabaseAccess(DatabaseAddress.parse(config.uri()), Optional.empty());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(e.getMessage());
        }
    }

    /** Why the embedded server cannot be started again after it died; nothing if it runs or is another's. */
    public Optional<String> fault() {
        return started.flatMap(EmbeddedPostgres::fault);
    }

    /** Stops what was started for this access. */
    @Override
    public void close() {
        started.ifPresent(EmbeddedPostgres::close);
    }
}
