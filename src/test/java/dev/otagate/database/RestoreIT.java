package dev.otagate.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otagate.support.FaultyProxy;
import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Backups of an earlier schema, and names of files that others take meanwhile. */
@ExtendWith(TestPostgres.class)
@SameOnEveryJdk
class RestoreIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String EARLIER = "1";

    @TempDir
    private Path directory;

    private DatabaseAddress server;
    private DatabaseAddress earlier;
    private Path backup;

    @BeforeEach
    void makeAnEarlierDatabase(DatabaseAddress own) {
        server = own;
        earlier = server.withDatabase("earlier");
        backup = directory.resolve("otagate.backup");
        TestPostgres.execute(server, "CREATE DATABASE earlier");
        Migrations.migrateTo(earlier, EARLIER);
        TestPostgres.execute(earlier, "INSERT INTO account (name) VALUES ('line')");
    }

    @AfterEach
    void dropDatabase() {
        TestPostgres.execute(server, "DROP DATABASE earlier");
    }

    @Test
    void readsABackupOfAnEarlierSchemaIntoANewDatabaseAlone() {
        Backup.write(earlier, backup);
        TestPostgres.execute(server, "CREATE DATABASE later");
        DatabaseAddress later = server.withDatabase("later");
        try {
            Restore.read(later, backup, PATIENCE);

            assertThat(TestPostgres.text(later, "SELECT name FROM account")).isEqualTo("line");
            Migrations.requireCurrent(later, PATIENCE);
        } finally {
            TestPostgres.execute(server, "DROP DATABASE later");
        }
        TestPostgres.execute(
                server,
                "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                        + " installed_by, execution_time, success)"
                        + " VALUES (900, '900', 'later', 'SQL', 'V900__later.sql', 1, 'x', 1, true)");
        assertThatThrownBy(() -> Restore.read(server, backup, PATIENCE))
                .isInstanceOf(DatabaseException.class)
                .hasMessageMatching(
                        "the schema of the database is at version \\d+, which is newer than that of the backup, 1:"
                                + " restore into an empty data directory, or into a new database");
    }

    @Test
    void changesNothingOfADatabaseWithAccounts() {
        Backup.write(earlier, backup);
        TestPostgres.execute(server, "CREATE DATABASE older");
        DatabaseAddress older = server.withDatabase("older");
        try {
            TestPostgres.execute(older, "CREATE TABLE account (name text)");
            TestPostgres.execute(older, "INSERT INTO account VALUES ('other')");

            assertThatThrownBy(() -> Restore.read(older, backup, PATIENCE))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageStartingWith("the database has accounts already");
            assertThat(TestPostgres.text(
                            older,
                            "SELECT string_agg(relname, ' ') FROM pg_class WHERE relnamespace ="
                                    + " 'public'::regnamespace"))
                    .isEqualTo("account");
        } finally {
            TestPostgres.execute(server, "DROP DATABASE older");
        }
    }

    @Test
    void ofTwoRestoresAtOnceOneFails() {
        Backup.write(earlier, backup);
        TestPostgres.execute(server, "CREATE DATABASE later");
        DatabaseAddress later = server.withDatabase("later");
        try {
            List<CompletableFuture<BackupManifest>> restores = Stream.generate(
                            () -> CompletableFuture.supplyAsync(() -> Restore.read(later, backup, PATIENCE)))
                    .limit(2)
                    .toList();

            assertThat(restores)
                    .filteredOn(restore ->
                            restore.handle((manifest, failure) -> failure).join() != null)
                    .singleElement()
                    .satisfies(failed ->
                            assertThatThrownBy(failed::join).hasMessageContaining("the database has accounts already"));
            assertThat(TestPostgres.number(later, "SELECT count(*) FROM account"))
                    .isEqualTo(1);
        } finally {
            TestPostgres.execute(server, "DROP DATABASE later");
        }
    }

    @Test
    @Timeout(10)
    void readsNoPipe() throws Exception {
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertThatThrownBy(() -> Restore.inspect(pipe)).hasMessage(pipe + " is not a regular file");
    }

    @Test
    void replacesNoFileThatAppearsDuringABackup() throws IOException {
        try (FaultyProxy proxy = new FaultyProxy(earlier)) {
            proxy.hold();
            CompletableFuture<BackupManifest> writing =
                    CompletableFuture.supplyAsync(() -> Backup.write(proxy.address(), backup));
            Awaitility.await().until(() -> proxy.connected() == 1);
            Files.writeString(backup, "other");
            proxy.awaitHeldResponse();
            proxy.release();

            assertThatThrownBy(writing::join).hasMessageContaining("is already there");
        }
        assertThat(backup).hasContent("other");
        assertThat(directory).isDirectoryContaining(file -> file.equals(backup));
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }
}
