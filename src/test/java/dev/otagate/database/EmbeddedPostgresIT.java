package dev.otagate.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SameOnEveryJdk
class EmbeddedPostgresIT {
    private Path directory;

    @BeforeEach
    void makeDirectory() throws IOException {
        directory = emptyDirectory();
        UnpackedPostgres.linkInto(directory);
    }

    private static Path emptyDirectory() throws IOException {
        return Files.createTempDirectory(Files.createDirectories(Path.of("target", "test-postgres")), "embedded");
    }

    @AfterEach
    void leaveNothingRunning() {
        assertThat(EmbeddedPostgres.running(directory)).isEmpty();
    }

    @Test
    void isDurableAndForItsOwnerOnly() throws IOException {
        directory = emptyDirectory();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes", "data_checksums")) {
                assertThat(TestPostgres.text(postgres.address(), "SHOW " + setting))
                        .as(setting)
                        .isEqualTo("on");
            }
            assertThat(TestPostgres.text(postgres.address(), "SHOW listen_addresses"))
                    .isEqualTo("127.0.0.1");
            assertThat(TestPostgres.text(postgres.address(), "SHOW server_encoding"))
                    .isEqualTo("UTF8");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("postgres"))))
                    .isEqualTo("rwx------");
            assertThatThrownBy(() -> withPassword(postgres.address(), "wrong")
                            .dataSource()
                            .getConnection())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void keepsItsDataOverARestart() {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
            TestPostgres.execute(postgres.address(), "CREATE TABLE kept AS SELECT 42 AS response");
            assertThat(EmbeddedPostgres.running(directory)).contains(postgres.address());
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
            assertThat(TestPostgres.number(postgres.address(), "SELECT response FROM kept"))
                    .isEqualTo(42);
        }
    }

    @Test
    void isForOneGatewayAtATime() {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(directory))
                    .isInstanceOf(DatabaseInUseException.class)
                    .hasMessageContaining("another otagate uses the data directory");
            assertThat(TestPostgres.number(postgres.address(), "SELECT 1")).isOne();
        }
    }

    @Test
    void comesBackWhenItIsKilled() throws IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
            TestPostgres.execute(postgres.address(), "CREATE TABLE kept AS SELECT 42 AS response");
            for (int i = 0; i < 2; i++) {
                long pid = pid();
                ProcessHandle.of(pid).orElseThrow().destroyForcibly();

                Awaitility.await()
                        .ignoreExceptions()
                        .atMost(Duration.ofSeconds(10))
                        .until(() -> pid() != pid
                                && TestPostgres.number(postgres.address(), "SELECT response FROM kept") == 42);
            }
        }
    }

    @Test
    void takesOverFromAProcessThatWasKilled() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() ->
                        EmbeddedPostgres.running(directory).isPresent() && Files.exists(directory.resolve("held")));
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        assertThat(EmbeddedPostgres.running(directory)).isPresent();

        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
            assertThat(TestPostgres.number(postgres.address(), "SELECT response FROM kept"))
                    .isEqualTo(42);
        }
    }

    @Test
    void leavesAProcessAloneThatHasTheNumberOfAnOldServer() throws IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
            TestPostgres.execute(postgres.address(), "CREATE TABLE kept AS SELECT 42 AS response");
        }
        Process stranger = new ProcessBuilder("sleep", "60").start();
        Path pidFile = directory.resolve("postgres/data/postmaster.pid");
        Files.writeString(pidFile, stranger.pid() + "\n" + directory.resolve("postgres/data") + "\n0\n1\n\n\n");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
            assertThat(TestPostgres.number(postgres.address(), "SELECT response FROM kept"))
                    .isEqualTo(42);
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void beginsAgainIfAFirstStartWasInterrupted() throws IOException {
        Path data = Files.createDirectories(directory.resolve("postgres").resolve("data"));
        Files.writeString(data.resolve("PG_VERSION"), "18");
        Path draft = Files.createDirectories(data.resolveSibling(".unpacking-1").resolve("bin"));

        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
            assertThat(TestPostgres.number(postgres.address(), "SELECT 1")).isOne();
        }
        assertThat(draft.getParent()).doesNotExist();
    }

    private long pid() throws IOException {
        return Long.parseLong(Files.readAllLines(directory.resolve("postgres/data/postmaster.pid"))
                .get(0)
                .trim());
    }

    private static DatabaseAddress withPassword(DatabaseAddress address, String password) {
        return new DatabaseAddress(
                address.servers(),
                false,
                address.database(),
                address.user(),
                password,
                address.sslMode(),
                address.rootCertificate());
    }

    /** A process that holds a server until it is killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            EmbeddedPostgres postgres = EmbeddedPostgres.start(directory);
            TestPostgres.execute(postgres.address(), "CREATE TABLE kept AS SELECT 42 AS response");
            Files.createFile(directory.resolve("held"));
            Thread.currentThread().join();
        }
    }
}
