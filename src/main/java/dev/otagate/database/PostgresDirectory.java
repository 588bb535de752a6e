package dev.otagate.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** Where the embedded server's files are: {@code postgres/} below the gateway's data directory, for its owner only. */
record PostgresDirectory(Path root) {
    private static final int PASSWORD_BYTES = 24;
    private static final String TUNING = """

            # Set by otagate when this directory was made; change them as you like.
            unix_socket_directories = ''
            timezone = 'UTC'
            log_timezone = 'UTC'
            max_connections = 100
            shared_buffers = 256MB
            max_wal_size = 2GB
            wal_compression = on
            checkpoint_timeout = 15min
            """;

    static PostgresDirectory in(Path dataDirectory) throws IOException {
        Path root = dataDirectory.toAbsolutePath().normalize().resolve("postgres");
        requirePlain(root);
        Files.createDirectories(root);
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        Path real = root.toRealPath();
        requirePlain(real);
        return new PostgresDirectory(real);
    }

    // PostgreSQL's programs put the path between double quotes into commands of the shell, which would replace or run
    // parts of it.
    private static void requirePlain(Path path) {
        if (path.toString().chars().anyMatch(character -> character < ' ' || "\"$`\\".indexOf(character) >= 0)) {
            throw new DatabaseException(
                    "database.dataDirectory: the path " + path + " has one of the characters \" $ ` \\"
                            + " or a control character, which PostgreSQL's programs do not take: choose another directory");
        }
    }

    static Optional<PostgresDirectory> existing(Path dataDirectory) {
        PostgresDirectory directory =
                new PostgresDirectory(dataDirectory.toAbsolutePath().normalize().resolve("postgres"));
        return directory.isInitialised() ? Optional.of(directory) : Optional.empty();
    }

    Path data() {
        return root.resolve("data");
    }

    Path log() {
        return root.resolve("postgres.log");
    }

    Path passwordFile() {
        return root.resolve("password");
    }

    Path lockFile() {
        return root.resolve("lock");
    }

    private Path portFile() {
        return root.resolve("port");
    }

    private Path mark() {
        return root.resolve("initialised");
    }

    /** Whether a cluster was made here to the end. */
    boolean isInitialised() {
        return Files.exists(mark());
    }

    /** Clears away what an interrupted first start left, and makes the password. */
    void prepare() throws IOException {
        if (Files.exists(data())) {
            Files.walkFileTree(data(), new Deletion());
        }
        byte[] password = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(password);
        Files.deleteIfExists(passwordFile());
        Files.createFile(
                passwordFile(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                passwordFile(), Base64.getUrlEncoder().withoutPadding().encodeToString(password));
    }

    /** The cluster is made: adds the settings that make it fit the gateway, and remembers that it is complete. */
    void completed() throws IOException {
        Path settings = data().resolve("postgresql.conf");
        Files.writeString(settings, Files.readString(settings) + TUNING);
        Files.createFile(mark());
    }

    /** The superuser's password; fails with {@link UncheckedIOException} where it cannot be read. */
    String password() {
        try {
            return Files.readString(passwordFile()).trim();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port that the server had last. */
    Optional<Integer> lastPort() {
        try {
            return Files.exists(portFile())
                    ? Optional.of(Integer.valueOf(Files.readString(portFile()).trim()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    void rememberPort(int port) throws IOException {
        Files.writeString(portFile(), Integer.toString(port));
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
