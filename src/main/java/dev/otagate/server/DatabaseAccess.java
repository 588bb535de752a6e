package dev.otagate.server;

import dev.otagate.config.ConfigException;
import dev.otagate.config.DatabaseConfig;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.database.DatabaseInUseException;
import dev.otagate.database.EmbeddedPostgres;
import dev.otagate.database.Pause;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The database that the settings name.
 *
 * @param started the embedded server that is stopped with this access; empty if another process runs it, or if the database is external
 */
public record DatabaseAccess(DatabaseAddress address, Optional<EmbeddedPostgres> started) implements AutoCloseable {
    private static final long GATEWAY_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long COMMAND_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long RETRY_MS = 200;

    /** For the gateway: starts an embedded server, and waits if a command uses it. */
    public static DatabaseAccess open(DatabaseConfig config) {
        return config.embedded() ? await(config, GATEWAY_TIMEOUT_NANOS, Optional::empty) : external(config);
    }

    /** For a command: connects to the embedded server of a running gateway, or starts it until the access is closed. */
    public static DatabaseAccess join(DatabaseConfig config) {
        return config.embedded()
                ? await(config, COMMAND_TIMEOUT_NANOS, () -> EmbeddedPostgres.running(config.dataDirectory()))
                : external(config);
    }

    // Another process may be starting or stopping the server.
    private static DatabaseAccess await(
            DatabaseConfig config, long timeoutNanos, Supplier<Optional<DatabaseAddress>> running) {
        long deadline = System.nanoTime() + timeoutNanos;
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
                Pause.millis(RETRY_MS);
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

    /** Why the embedded server cannot be restarted; empty if it runs or another process started it. */
    public Optional<String> fault() {
        return started.flatMap(EmbeddedPostgres::fault);
    }

    @Override
    public void close() {
        started.ifPresent(EmbeddedPostgres::close);
    }
}
