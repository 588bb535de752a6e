package dev.otagate.account;

import dev.otagate.config.ConfigException;
import dev.otagate.config.SecretsConfig;
import dev.otagate.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Reads or creates the key that encrypts secrets. Blocking; for the start only. */
public final class MasterKey {
    private static final int KEY_BYTES = 32;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private MasterKey() {}

    /**
     * The key from the environment, or else from the file. Throws {@link ConfigException} if it is missing, has not 32 bytes, or can be
     * read by others than the owner of the file.
     *
     * @param mayCreate whether to create a missing file, with a random key and mode 0600
     */
    public static SecretKey load(SecretsConfig config, boolean mayCreate) {
        if (config.masterKey().isPresent()) {
            return decode(config.masterKey().get(), SecretsConfig.VARIABLE);
        }
        Path file = config.masterKeyFile();
        try {
            if (mayCreate && Files.notExists(file)) {
                create(file);
            }
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                // Reading a pipe could block for ever.
                throw new ConfigException("secrets.masterKeyFile: " + file + " is not a regular file");
            }
            if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
                throw new ConfigException(
                        "secrets.masterKeyFile: " + file + " must be readable by its owner only (0600)");
            }
            return decode(Files.readString(file).trim(), file.toString());
        } catch (NoSuchFileException e) {
            throw new ConfigException(
                    "secrets.masterKeyFile: there is no file " + file
                            + ": copy the key of the other nodes or of the backup there; for a new database, create one by"
                            + " (umask 077; openssl rand -base64 32 > FILE); if it is lost, create one and use otagate key reissue");
        } catch (IOException e) {
            throw new ConfigException("secrets.masterKeyFile: " + file + " cannot be read");
        }
    }

    /**
     * Creates a random key in a file of mode 0600, if there is no such file. The key is on the disk before a secret is sealed with it, so
     * that secrets survive a power failure.
     */
    public static void create(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        AtomicFile.create(file, Base64.getEncoder().encodeToString(key) + "\n");
    }

    private static SecretKey decode(String text, String source) {
        try {
            byte[] key = Base64.getDecoder().decode(text);
            if (key.length == KEY_BYTES) {
                return new SecretKeySpec(key, "AES");
            }
        } catch (IllegalArgumentException e) {
            // Reported below, like a wrong length.
        }
        throw new ConfigException(source + " must have " + KEY_BYTES + " bytes in Base64");
    }
}
