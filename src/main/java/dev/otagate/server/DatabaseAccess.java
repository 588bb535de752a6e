package dev.otagate.server;

import dev.otagate.config.ConfigException;
import dev.otagate.config.DatabaseConfig;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.database.DatabaseInUseException;
import dev.otagate.database.EmbeddedPostgres;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The database that the settings name. Where it is the embedded one, it may have been started for this access.
 *
 * @param started the server to stop with this access; nothing where it runs anyway
 */
public record DatabaseAccess(DatabaseAddress address, Optional<EmbeddedPostgres> started) implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long RETRY_MS = 200;

    /** For the gateway itself: an embedded server is started, and it is a failure where another process uses its directory. */
    public static DatabaseAccess open(DatabaseConfig config) {
        if (!config.embedded()) {
            return external(config);
        }
        EmbeddedPostgres server = EmbeddedPostgres.start(config.dataDirectory());
        return new DatabaseAccess(server.address(), Optional.of(server));
    }

    /** For a command: joins the embedded server of a gateway that runs, or starts it for as long as the command takes. */
    public static DatabaseAccess join(DatabaseConfig config) {
        if (!config.embedded()) {
            return external(config);
        }
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            Optional<DatabaseAddress> running = EmbeddedPostgres.running(config.dataDirectory());
            if (running.isPresent()) {
                return new DatabaseAccess(running.get(), Optional.empty());
            }
            try {
                return open(config);
            } catch (DatabaseInUseException e) {
                // A gateway, or another command, is just starting or stopping it.
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

    /** Stops what was started for this access. */
    @Override
    public void close() {
        started.ifPresent(EmbeddedPostgres::close);
    }
}
