package dev.otagate.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.support.SameOnEveryJdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script that exports and imports many modules with little memory, with fewer of them and the embedded PostgreSQL. */
@SameOnEveryJdk
class TransferScriptIT {
    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void findsEqualFilesAndConstantMemory() throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        ProcessBuilder script = new ProcessBuilder("scripts/test-transfer.sh", "--modules", "20000", "--min-rate", "0")
                .redirectErrorStream(true);
        script.redirectOutput(output.toFile());
        script.environment().put("BENCH_POSTGRES_BIN", "embedded");
        // The processes are too short for the optimizing compiler.
        script.environment().put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
        script.environment()
                .put(
                        "BENCH_DIRECTORY",
                        Files.createDirectories(Path.of("target", "test-postgres"))
                                .toAbsolutePath()
                                .toString());
        Process process = script.start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroy();
        }

        assertThat(Files.readString(output)).endsWith("equal to the byte: 20000 modules\n");
        assertThat(process.exitValue()).isZero();
    }
}
