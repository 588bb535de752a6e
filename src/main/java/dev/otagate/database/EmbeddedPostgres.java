package dev.otagate.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
 * A PostgreSQL server of the gateway's own, with durable settings, on a free port of 127.0.0.1. Its data outlives it; a
 * server that dies is started again. One process at a time may use a data directory. Thread-safe; blocking.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final String DATABASE = "otagate";
    private static final String USER = "otagate";
    private static final int START_ATTEMPTS = 40;
    private static final long ATTEMPT_PAUSE_MS = 500;
    private static final long CLOSE_PATIENCE_SECONDS = 70;

    private final PostgresDirectory directory;
    private final PostgresControl control;
    private final FileChannel lockFile;
    private final FileLock lock;
    private final ExecutorService supervisor = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "embedded-postgres");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile int port;
    private volatile Optional<String> fault = Optional.empty();

    private EmbeddedPostgres(
            PostgresDirectory directory, PostgresControl control, FileChannel lockFile, FileLock lock) {
        this.directory = directory;
        this.control = control;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /**
     * Starts a server on a data directory, which is made where it is not there yet. A server that a killed process left
     * running on it is stopped first.
     *
     * @throws DatabaseException where another process uses the directory, or the server does not start
     */
    public static EmbeddedPostgres start(Path dataDirectory) {
        try {
            PostgresControl.requireOrdinaryUser();
            PostgresDirectory directory = PostgresDirectory.in(dataDirectory);
            FileChannel lockFile =
                    FileChannel.open(directory.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(lockFile);
            if (lock == null) {
                lockFile.close();
                throw new DatabaseInUseException("another otagate uses the data directory " + dataDirectory);
            }
            PostgresControl control = new PostgresControl(
                    PostgresBinaries.unpackInto(directory.root()).resolve("bin"), directory.data(), directory.log());
            EmbeddedPostgres server = new EmbeddedPostgres(directory, control, lockFile, lock);
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

    /** Whether a data directory has a server's data, whether it runs or not. */
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

    /** Where the server is; stays the same while it is restarted. */
    public DatabaseAddress address() {
        return address(directory, port);
    }

    /** Why the server cannot be started again; nothing while it runs. */
    public Optional<String> fault() {
        return fault;
    }

    private static FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
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
        port = directory.lastPort().filter(EmbeddedPostgres::isFree).orElseGet(EmbeddedPostgres::freePort);
        directory.rememberPort(port);
        LOG.info("starting the embedded PostgreSQL");
        startServer();
        createDatabase();
    }

    // A killed server's children hold its shared memory for a moment, which keeps the next one from starting.
    private void startServer() throws IOException {
        control.forgetDeadServer();
        for (int attempt = 1; !control.start(port) && !recovers(); attempt++) {
            String cause = "the embedded PostgreSQL does not start: " + control.lastFault();
            if (attempt == START_ATTEMPTS || closed.get()) {
                throw new DatabaseException(cause);
            }
            if (fault.isEmpty()) {
                LOG.warn(cause);
            }
            fault = Optional.of(cause);
            pause();
        }
        fault = Optional.empty();
        // A server that has died again by now is restarted like one that dies later.
        control.process()
                .map(ProcessHandle::onExit)
                .orElseGet(() -> CompletableFuture.completedFuture(null))
                .thenRunAsync(this::restart, supervisor);
    }

    // After a crash, a large log may take longer to be replayed than pg_ctl waits.
    private boolean recovers() throws IOException {
        while (control.isRunning() && !closed.get()) {
            if (responds(address().withDatabase("postgres"))) {
                return true;
            }
            pause();
        }
        control.forgetDeadServer();
        return false;
    }

    private void restart() {
        while (!closed.get()) {
            try {
                LOG.warn("the embedded PostgreSQL died; starting it again");
                startServer();
                LOG.info("the embedded PostgreSQL is back");
                return;
            } catch (IOException | RuntimeException e) {
                LOG.atError()
                        .addKeyValue("cause", e.getMessage())
                        .log("the embedded PostgreSQL cannot be started again");
                pause();
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
            throw new DatabaseException("the embedded PostgreSQL does not take its database: " + e.getMessage(), e);
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(ATTEMPT_PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops the server in order and lets go of the data directory. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            // A restart that is under way ends first: it would bring up a server that nobody stops.
            supervisor.shutdown();
            if (!supervisor.awaitTermination(CLOSE_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("a restart of the embedded PostgreSQL is still under way");
            }
            if (control.isRunning()) {
                control.stop();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOG.atError().addKeyValue("cause", e.getMessage()).log("the embedded PostgreSQL was not stopped in order");
        } finally {
            unlock();
        }
    }

    private void unlock() {
        try {
            lock.release();
            lockFile.close();
        } catch (IOException e) {
            LOG.atError().addKeyValue("cause", e.getMessage()).log("the data directory was not let go of in order");
        }
    }
}
