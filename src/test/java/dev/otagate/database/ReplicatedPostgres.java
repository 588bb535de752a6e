package dev.otagate.database;

import dev.otagate.support.FreePort;
import dev.otagate.support.TestPostgres;
import io.vertx.pgclient.SslMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A primary and a standby that follows it synchronously, each in a directory that is left to {@code mvn clean}. Blocking. */
final class ReplicatedPostgres implements AutoCloseable {
    private static final Path PARENT = Path.of("target", "test-postgres");
    private static final String USER = "otagate";

    private final Server primary;
    private final Server standby;
    private final String password;

    private ReplicatedPostgres(Server primary, Server standby, String password) {
        this.primary = primary;
        this.standby = standby;
        this.password = password;
    }

    static ReplicatedPostgres start() throws IOException {
        Path root = Files.createTempDirectory(Files.createDirectories(PARENT), "replicated");
        PostgresDirectory first = PostgresDirectory.in(root.resolve("first"));
        PostgresDirectory second = PostgresDirectory.in(root.resolve("second"));
        Server primary = Server.of(first);
        Server standby = Server.of(second);

        first.prepare();
        primary.control.initialise(USER, first.passwordFile());
        first.completed();
        // A cluster that initdb has just made is as good a base backup as one that was stopped in order.
        copy(first.data(), second.data());
        ReplicatedPostgres servers = new ReplicatedPostgres(primary, standby, first.password());
        primary.set("synchronous_standby_names = 'standby'");
        standby.set("primary_conninfo = 'host=127.0.0.1 port=%d user=%s password=%s application_name=standby'"
                .formatted(primary.port, USER, servers.password));
        standby.follow();
        try {
            primary.start();
            standby.start();
        } catch (RuntimeException e) {
            servers.close();
            throw e;
        }
        return servers;
    }

    /** Both, the first primary first; the one that takes writes is to be taken. */
    DatabaseAddress address() {
        return new DatabaseAddress(
                List.of(new DatabaseServer("127.0.0.1", primary.port), new DatabaseServer("127.0.0.1", standby.port)),
                true,
                "postgres",
                USER,
                password,
                SslMode.DISABLE,
                Optional.empty());
    }

    /** The first primary alone, whatever has become of it. */
    DatabaseAddress first() {
        return DatabaseAddress.local(primary.port, "postgres", USER, password);
    }

    /** The first standby alone, whatever has become of it. */
    DatabaseAddress second() {
        return DatabaseAddress.local(standby.port, "postgres", USER, password);
    }

    /** The process that receives the primary's log; while it is stopped, nothing can be committed synchronously. */
    ProcessHandle receiver() {
        return ProcessHandle.of(TestPostgres.number(second(), "SELECT pid FROM pg_stat_wal_receiver"))
                .orElseThrow();
    }

    /** Kills the primary as it stands. */
    void killPrimary() throws IOException {
        primary.control.process().orElseThrow().destroyForcibly();
    }

    /** Makes the standby the primary, which waits for no other. */
    void promoteStandby() {
        TestPostgres.execute(second(), "SELECT pg_promote(true, 30)");
    }

    /** Starts the killed primary as a standby: it takes connections, and no writes. */
    void returnAsStandby() throws IOException {
        primary.follow();
        primary.start();
    }

    @Override
    public void close() throws IOException {
        for (Server server : List.of(primary, standby)) {
            if (server.control.isRunning()) {
                server.control.stop();
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.forEach(file -> {
                try {
                    Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private record Server(PostgresDirectory directory, PostgresControl control, int port) {
        static Server of(PostgresDirectory directory) throws IOException {
            // Programs of its own: by them its processes are told from the other server's.
            Path programs = UnpackedPostgres.linkInto(directory.root().getParent());
            return new Server(
                    directory,
                    new PostgresControl(programs.resolve("bin"), directory.data(), directory.log()),
                    FreePort.next());
        }

        void set(String line) throws IOException {
            Files.writeString(directory.data().resolve("postgresql.auto.conf"), line + "\n", StandardOpenOption.APPEND);
        }

        void follow() throws IOException {
            Files.createFile(directory.data().resolve("standby.signal"));
        }

        // The processes of a killed server end one after another, and no other may use its data until then.
        void start() {
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                control.removeStalePidFile();
                return control.start(port);
            });
        }
    }
}
