package dev.otagate.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server that the gateway runs, with durable settings, on a free port of 127.0.0.1. A server that dies is restarted on the
 * same data. One process at a time may use a data directory. Thread-safe; blocking.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final String DATABASE = "otagate";
    private static final String USER = "otagate";
    private static final int START_ATTEMPTS = 40;
    private static final long RETRY_MS = 500;
    private static final long CLOSE_TIMEOUT_SECONDS = 70;

    private final PostgresDirectory directory;
    private final PostgresControl control;
    private final DirectoryLock lock;
    private final ExecutorService supervisor = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "embedded-postgres");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile int port;
    private volatile Optional<String> fault = Optional.empty();

    private EmbeddedPostgres(PostgresDirectory directory, PostgresControl control, DirectoryLock lock) {
        this.directory = directory;
        this.control = control;
        this.lock = lock;
    }

    /**
     * Starts a server on a data directory, which is created if it does not exist. A server that a killed process left running is
     * stopped first.
     *
     * @throws DatabaseInUseException if another process uses the directory
     * @throws DatabaseException if the server does not start
     */
    public static EmbeddedPostgres start(Path dataDirectory) {
        try {
            PostgresControl.requireOrdinaryUser();
            PostgresDirectory directory = PostgresDirectory.in(dataDirectory);
            PostgresControl control = new PostgresControl(
                    PostgresBinaries.home(directory.root()).resolve("bin"), directory.data(), directory.log());
            DirectoryLock lock = DirectoryLock.tryLock(directory.lockFile())
                    .orElseThrow(() -> new DatabaseInUseException("another otagate uses the data directory "
                            + dataDirectory + ": stop it, or choose another directory"));
            EmbeddedPostgres server = new EmbeddedPostgres(directory, control, lock);
            try {
                server.open();
            } catch (IOException | RuntimeException e) {
                server.close();
                throw e;
            }
            return server;
        } catch (IOException e) {
            throw new DatabaseException(
                    "the embedded PostgreSQL cannot be started: " + e.getClass().getSimpleName() + ": " + e.getMessage()
                            + " (database.dataDirectory must be a directory that otagate can write)",
                    e);
        }
    }

    /** Whether a data directory has the data of a server, running or not. */
    public static boolean exists(Path dataDirectory) {
        return PostgresDirectory.existing(dataDirectory).isPresent();
    }

    /** The address of a server that runs on a data directory, whichever process started it. */
    public static Optional<DatabaseAddress> running(Path dataDirectory) {
        try {
            Optional<PostgresDirectory> directory = PostgresDirectory.existing(dataDirectory);
            Optional<DatabaseAddress> address =
                    directory.flatMap(PostgresDirectory::lastPort).map(port -> address(directory.get(), port));
            return address.filter(EmbeddedPostgres::responds);
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /** The server's address; a restart does not change it. */
    public DatabaseAddress address() {
        return address(directory, port);
    }

    /** Why the server cannot be restarted; empty while it runs. */
    public Optional<String> fault() {
        return fault;
    }

    private static DatabaseAddress address(PostgresDirectory directory, int port) {
        return DatabaseAddress.local(port, DATABASE, USER, directory.password());
    }

    private static boolean responds(DatabaseAddress address) {
        try (Connection connection = address.dataSource().getConnection()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private void open() throws IOException {
        PostgresBinaries.deleteDrafts(directory.root());
        PostgresBinaries.unpackInto(directory.root());
        if (!directory.isInitialised()) {
            LOG.info("initialising the embedded PostgreSQL");
            directory.prepare();
            control.initialise(USER, directory.passwordFile());
            directory.completed();
        }
        if (control.isRunning()) {
            LOG.warn("stopping the server that an earlier process left running");
            control.stop();
        }
        port = directory.choosePort();
        LOG.info("starting the embedded PostgreSQL");
        startServer();
        createDatabase();
    }

    // The children of a killed server hold its shared memory for a moment, so that a new server does not start.
    private void startServer() throws IOException {
        control.removeStalePidFile();
        for (int attempt = 1; !control.start(port) && !recovers(); attempt++) {
            String cause = "the embedded PostgreSQL does not start: " + control.lastFault();
            if (attempt == START_ATTEMPTS || closed.get()) {
                throw new DatabaseException(cause);
            }
            if (fault.isEmpty()) {
                LOG.warn(cause);
            }
            fault = Optional.of(cause);
            Pause.millis(RETRY_MS);
        }
        fault = Optional.empty();
        // If the server has already died again, it is restarted at once.
        control.process()
                .map(ProcessHandle::onExit)
                .orElseGet(() -> CompletableFuture.completedFuture(null))
                .thenRunAsync(this::restart, supervisor);
    }

    // After a crash, the recovery may take longer than pg_ctl waits.
    private boolean recovers() throws IOException {
        while (control.isRunning() && !closed.get()) {
            if (responds(address().withDatabase("postgres"))) {
                return true;
            }
            Pause.millis(RETRY_MS);
        }
        control.removeStalePidFile();
        return false;
    }

    private void restart() {
        while (!closed.get()) {
            try {
                LOG.warn("the embedded PostgreSQL died; restarting it");
                startServer();
                LOG.info("the embedded PostgreSQL is running again");
                return;
            } catch (IOException | RuntimeException e) {
                LOG.atError().addKeyValue("cause", e.getMessage()).log("the embedded PostgreSQL cannot be restarted");
                Pause.millis(RETRY_MS);
            }
        }
    }

    private void createDatabase() {
        try (Connection connection =
                        address().withDatabase("postgres").dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet found =
                    statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + DATABASE + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("CREATE DATABASE " + DATABASE);
        } catch (SQLException e) {
            throw new DatabaseException(
                    "the database of the embedded PostgreSQL cannot be created: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            // Waits for a restart in progress: nothing would stop the server that it starts.
            supervisor.shutdown();
            if (!supervisor.awaitTermination(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("a restart of the embedded PostgreSQL is still in progress");
            }
            if (control.isRunning()) {
                control.stop();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOG.atError().addKeyValue("cause", e.getMessage()).log("the embedded PostgreSQL was not shut down cleanly");
        } finally {
            lock.close();
        }
    }
}
