package dev.otagate.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of the embedded server: {@code postgres/} in the data directory of the gateway, for its owner only. */
record PostgresDirectory(Path root) {
    private static final int PASSWORD_BYTES = 24;
    private static final String TUNING = """

            # Set by otagate when this directory was created; you may change them.
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

    // PostgreSQL's programs put the path into shell commands, between double quotes, where the shell expands these
    // characters.
    private static void requirePlain(Path path) {
        if (path.toString().chars().anyMatch(character -> character < ' ' || "\"$`\\".indexOf(character) >= 0)) {
            throw new DatabaseException(
                    "database.dataDirectory: the path " + path + " has one of the characters \" $ ` \\"
                            + " or a control character, which PostgreSQL's programs do not accept: choose another directory");
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

    boolean isInitialised() {
        return Files.exists(mark());
    }

    /** Deletes what an interrupted first start left, and creates the password. */
    void prepare() throws IOException {
        if (Files.exists(data())) {
            delete(data());
        }
        byte[] password = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(password);
        Files.deleteIfExists(passwordFile());
        Files.createFile(
                passwordFile(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                passwordFile(), Base64.getUrlEncoder().withoutPadding().encodeToString(password));
    }

    /** Adds the gateway's settings to a new cluster, and marks it as complete. */
    void completed() throws IOException {
        Path settings = data().resolve("postgresql.conf");
        Files.writeString(settings, Files.readString(settings) + TUNING);
        Files.createFile(mark());
    }

    /** The superuser's password; throws {@link UncheckedIOException} if it cannot be read. */
    String password() {
        try {
            return Files.readString(passwordFile()).trim();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

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

    /** The port for the next start: the last one if it is free, else any free one. */
    int choosePort() throws IOException {
        int port = lastPort().filter(PostgresDirectory::isFree).orElseGet(PostgresDirectory::freePort);
        Files.writeString(portFile(), Integer.toString(port));
        return port;
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

    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
