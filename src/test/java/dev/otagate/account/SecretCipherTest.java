package dev.otagate.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otagate.config.ConfigException;
import dev.otagate.config.SecretsConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretCipherTest {
    private static final byte[] SECRET = "a secret".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory;

    @Test
    void opensWhatItSealedAndNeverSealsAlike() {
        SecretCipher cipher = new SecretCipher(key("a.key"));
        byte[] sealed = cipher.seal("id", SECRET);

        assertThat(cipher.open("id", sealed)).isEqualTo(SECRET);
        assertThat(cipher.seal("id", SECRET)).isNotEqualTo(sealed);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("a secret");
    }

    @Test
    void opensNothingUnderAnotherIdOrKeyOrWhenChanged() {
        SecretCipher cipher = new SecretCipher(key("a.key"));
        byte[] sealed = cipher.seal("id", SECRET);

        assertThatThrownBy(() -> cipher.open("other", sealed)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new SecretCipher(key("b.key")).open("id", sealed))
                .isInstanceOf(IllegalStateException.class);
        sealed[sealed.length - 1] ^= 1;
        assertThatThrownBy(() -> cipher.open("id", sealed)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void makesAKeyForItsOwnerOnlyAndFindsItAgain() throws IOException {
        SecretKey made = key("a.key");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("a.key"))))
                .isEqualTo("rw-------");
        assertThat(key("a.key")).isEqualTo(made);
        assertThat(key("b.key")).isNotEqualTo(made);
        assertThat(directory).isDirectoryNotContaining("glob:**/.master*");
    }

    @Test
    void rejectsAKeyThatIsMissingOpenToOthersOrTooShort() throws IOException {
        Path file = directory.resolve("k.key");
        SecretsConfig config = new SecretsConfig(file, Optional.empty());
        assertThatThrownBy(() -> MasterKey.load(config, false))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("there is no file");

        Files.writeString(file, "c2hvcnQ=");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> MasterKey.load(config, true)).hasMessageContaining("owner only");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> MasterKey.load(config, true)).hasMessageContaining("32 bytes in Base64");
        assertThatThrownBy(() -> MasterKey.load(new SecretsConfig(file, Optional.of("%")), true))
                .hasMessage("OTAGATE_SECRETS_MASTER_KEY must have 32 bytes in Base64");
    }

    private SecretKey key(String file) {
        return MasterKey.load(new SecretsConfig(directory.resolve(file), Optional.empty()), true);
    }
}
