package dev.otagate.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FatalErrorsTest {
    @Test
    void onlyErrorsOfTheJvmAreFatal() {
        assertThat(FatalErrors.isFatal(new OutOfMemoryError("heap"))).isTrue();
        assertThat(FatalErrors.isFatal(new CompletionException(new IOException(new InternalError("disk")))))
                .isTrue();
        assertThat(FatalErrors.isFatal(new StackOverflowError())).isFalse();
        assertThat(FatalErrors.isFatal(new AssertionError("bug"))).isFalse();
        assertThat(FatalErrors.isFatal(new IllegalStateException())).isFalse();
    }

    @Test
    void aProcessWithoutMemoryEndsWithStatusThree() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FatalErrorsTest.class.getName())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(FatalErrors.EXIT_STATUS);
            assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("otagate: the JVM is out of memory")
                    .hasLineCount(1);
        } finally {
            process.destroyForcibly();
        }
    }

    public static void main(String[] arguments) {
        try {
            long[][] filled = new long[1_000][];
            for (int i = 0; i < filled.length; i++) {
                filled[i] = new long[1 << 20];
            }
        } catch (OutOfMemoryError e) {
            FatalErrors.haltIfFatal(new CompletionException(e));
        }
    }
}
