package dev.otagate.database;

import dev.otagate.database.BackupManifest.Table;
import dev.otagate.file.AtomicFile;
import dev.otagate.hash.Sha256;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Writes all rows of a database, in one snapshot, into a ZIP file, while gateways use it: an entry for each table in the text form of
 * COPY, and a manifest. Rows are streamed. Blocking.
 */
public final class Backup {
    private static final int BUFFER_BYTES = 65_536;

    private Backup() {}

    /**
     * Writes the file, for its owner only (0600), completely or not at all. Throws {@link DatabaseException}, also if the file exists.
     */
    public static BackupManifest write(DatabaseAddress address, Path file) {
        Path target = file.toAbsolutePath();
        if (Files.exists(target)) {
            throw new DatabaseException(file + " is already there: choose another name");
        }
        try {
            Path draft = AtomicFile.draft(target);
            try {
                BackupManifest manifest = fill(address, draft);
                AtomicFile.publish(draft, target);
                return manifest;
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (FileAlreadyExistsException e) {
            throw new DatabaseException(file + " is already there: choose another name", e);
        } catch (SQLException e) {
            throw new DatabaseException("the backup failed: " + Diagnosis.of(e), e);
        } catch (NoSuchFileException e) {
            throw new DatabaseException("there is no directory " + target.getParent(), e);
        } catch (IOException e) {
            throw new DatabaseException(file + " cannot be written: " + e, e);
        }
    }

    private static BackupManifest fill(DatabaseAddress address, Path draft) throws SQLException, IOException {
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE);
                Connection connection = address.dataSource().getConnection()) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
            ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
            BackupManifest manifest = copy(connection, zip);
            zip.finish();
            out.flush();
            channel.force(true);
            return manifest;
        }
    }

    private static BackupManifest copy(Connection connection, ZipOutputStream zip) throws SQLException, IOException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            statement.execute("SET LOCAL statement_timeout = 0");
        }
        CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
        List<Table> tables = new ArrayList<>();
        for (String name : BackupSchema.tables(connection)) {
            tables.add(copy(copies, name, BackupSchema.columns(connection, name), zip));
        }
        BackupManifest manifest =
                new BackupManifest(BackupSchema.version(connection), tables, BackupSchema.sequences(connection));
        zip.putNextEntry(new ZipEntry(BackupManifest.ENTRY));
        zip.write(manifest.toJson().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        connection.rollback();
        return manifest;
    }

    private static Table copy(CopyManager copies, String name, List<String> columns, ZipOutputStream zip)
            throws SQLException, IOException {
        zip.putNextEntry(new ZipEntry(new Table(name, columns, 0, "").entry()));
        MessageDigest digest = Sha256.newDigest();
        long rows = copies.copyOut(
                "COPY (SELECT " + BackupSchema.quoted(columns) + " FROM " + BackupSchema.quoted(name)
                        + ") TO STDOUT (ENCODING 'UTF8')",
                new DigestOutputStream(zip, digest));
        zip.closeEntry();
        return new Table(name, columns, rows, HexFormat.of().formatHex(digest.digest()));
    }
}
