package dev.otagate.database;

import dev.otagate.database.BackupManifest.Sequence;
import dev.otagate.database.BackupManifest.Table;
import dev.otagate.hash.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** Inserts the rows of a {@link Backup} into a database without accounts, in one transaction. Blocking. */
public final class Restore {
    private static final String NOT_ALLOWED = "42501";
    private static final int COPY_BUFFER_BYTES = 65_536;

    private Restore() {}

    /** The manifest of a backup file. Fails with {@link DatabaseException} if it is not a backup, or one of a later otagate. */
    public static BackupManifest inspect(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            // Opening a pipe could block for ever.
            throw new DatabaseException(file + " is not a regular file");
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.getEntry(BackupManifest.ENTRY);
            if (entry == null) {
                throw new DatabaseException(file + " is not a backup of otagate: it has no manifest");
            }
            try (InputStream in = zip.getInputStream(entry)) {
                return BackupManifest.parse(in.readAllBytes());
            }
        } catch (NoSuchFileException e) {
            throw new DatabaseException(file + ": there is no such file", e);
        } catch (IOException e) {
            throw new DatabaseException(file + " is not a backup of otagate: " + e.getMessage(), e);
        }
    }

    /**
     * Migrates the schema to the backup's version, inserts the rows, and migrates the schema to the current version. Fails with
     * {@link DatabaseException}, before any change, if the database has accounts. A later failure leaves it without rows.
     */
    public static BackupManifest read(DatabaseAddress address, Path file, Duration timeout) {
        BackupManifest manifest = inspect(file);
        Migrations.awaitDatabase(address, timeout);
        requireNoAccounts(address);
        Migrations.migrateTo(address, manifest.schemaVersion());
        try (ZipFile zip = new ZipFile(file.toFile());
                Connection connection = address.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            lock(connection);
            requireNoAccounts(connection);
            requireSameTables(connection, manifest);
            load(connection, zip, manifest);
            connection.commit();
        } catch (SQLException e) {
            throw new DatabaseException("the restore failed: " + Diagnosis.of(e), e);
        } catch (IOException e) {
            throw new DatabaseException("the restore failed: " + file + " cannot be read: " + e.getMessage(), e);
        }
        Migrations.migrate(address, timeout);
        return manifest;
    }

    // Before anything is changed.
    private static void requireNoAccounts(DatabaseAddress address) {
        try (Connection connection = address.dataSource().getConnection()) {
            if (!BackupSchema.texts(connection, "SELECT to_regclass('account')").contains(null)) {
                requireNoAccounts(connection);
            }
        } catch (SQLException e) {
            throw new DatabaseException("the restore failed: " + Diagnosis.of(e), e);
        }
    }

    private static void requireNoAccounts(Connection connection) throws SQLException {
        if (!BackupSchema.texts(connection, "SELECT 1 FROM account LIMIT 1").isEmpty()) {
            throw new DatabaseException("the database has accounts already: restore into an empty data directory, or"
                    + " into a new database");
        }
    }

    // No other process creates an account, or restores a backup, before the commit.
    private static void lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE account");
        }
    }

    private static void requireSameTables(Connection connection, BackupManifest manifest) throws SQLException {
        Set<String> known = new HashSet<>(BackupSchema.tables(connection));
        Set<String> given =
                new HashSet<>(manifest.tables().stream().map(Table::name).toList());
        if (!known.equals(given)) {
            throw new DatabaseException("the backup does not fit the schema: it has the tables " + given);
        }
    }

    private static void load(Connection connection, ZipFile zip, BackupManifest manifest)
            throws SQLException, IOException {
        skipTriggers(connection);
        CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL statement_timeout = 0");
            // Of rows that migrations have inserted.
            statement.execute("TRUNCATE "
                    + BackupSchema.quoted(
                            manifest.tables().stream().map(Table::name).toList()));
            for (Table table : manifest.tables()) {
                load(copies, zip, table);
            }
            for (Sequence sequence : manifest.sequences()) {
                statement.execute("ALTER TABLE " + BackupSchema.quoted(sequence.table()) + " ALTER COLUMN "
                        + BackupSchema.quoted(sequence.column()) + " RESTART WITH " + sequence.next());
            }
        }
    }

    private static void load(CopyManager copies, ZipFile zip, Table table) throws SQLException, IOException {
        ZipEntry entry = zip.getEntry(table.entry());
        if (entry == null) {
            throw new DatabaseException("the backup is not complete: it has no " + table.entry());
        }
        MessageDigest digest = Sha256.newDigest();
        try (InputStream in = new DigestInputStream(zip.getInputStream(entry), digest)) {
            long rows = copies.copyIn(
                    "COPY " + BackupSchema.quoted(table.name()) + " (" + BackupSchema.quoted(table.columns())
                            + ") FROM STDIN (ENCODING 'UTF8')",
                    in,
                    COPY_BUFFER_BYTES);
            boolean same = HexFormat.of().formatHex(digest.digest()).equals(table.sha256());
            if (rows != table.rows() || !same) {
                throw new DatabaseException(
                        "the backup is damaged: " + table.entry() + " has other rows than were written");
            }
        }
    }

    // The rows are consistent without the triggers. A user without the right to skip them restores with them, in the
    // order of the tables.
    private static void skipTriggers(Connection connection) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL session_replication_role = replica");
        } catch (SQLException e) {
            if (!NOT_ALLOWED.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
        }
    }
}
