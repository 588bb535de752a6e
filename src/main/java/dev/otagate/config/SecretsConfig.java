package dev.otagate.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The master key, which encrypts AccessKeySecrets.
 *
 * @param masterKeyFile used if the environment has no key
 * @param masterKey 32 bytes in Base64, from the environment only; never printed
 */
public record SecretsConfig(Path masterKeyFile, Optional<String> masterKey) {
    /** The environment variable of the key itself. */
    public static final String VARIABLE = "OTAGATE_SECRETS_MASTER_KEY";

    /** The variable or the file of the key. */
    public String source() {
        return masterKey.isPresent() ? VARIABLE : masterKeyFile.toString();
    }

    @Override
    public String toString() {
        return "a master key from " + source();
    }
}
