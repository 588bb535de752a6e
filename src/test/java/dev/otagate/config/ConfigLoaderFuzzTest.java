package dev.otagate.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderFuzzTest {
    @TempDir
    static Path directory;

    @FuzzTest
    void loadsAFileOrNamesWhatIsWrongInOneLine(byte[] octets) throws IOException {
        Path file = directory.resolve("gateway.yaml");
        Files.write(file, octets);

        try {
            assertThat(ConfigLoader.load(Optional.of(file), Map.of())).isNotNull();
        } catch (ConfigException e) {
            assertThat(e.getMessage()).isNotEmpty().doesNotContain("\n", "\r");
        }
    }
}
