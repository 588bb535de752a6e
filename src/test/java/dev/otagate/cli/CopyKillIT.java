package dev.otagate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.support.FakeCloud.FakeProduct;
import dev.otagate.support.GatewayJar;
import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.TestGateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@SameOnEveryJdk
class CopyKillIT extends CopyTest {
    private static final int TERMINATED = 143;
    private static final long SIGINT_BIT = 1 << 1;
    private static final int PRODUCTS = 2_000;
    private static final int MODULES = 15_000;

    private GatewayJar jar;

    @Test
    void losesAndDoublesNothingIfItIsKilledAndTheSourceFails() throws Exception {
        IntStream.range(0, PRODUCTS)
                .forEach(i -> cloud.products().add(product("kill" + i, i < 1_998 ? 5 + i % 6 : i == 1_998 ? 5 : 10)));
        cloud.failEvery(97);
        cloud.addToTotals(7);
        cloud.beforeEachPage(CopyKillIT::moveLastToFront);
        jar = GatewayJar.inEmptyDirectory(Map.of(
                "OTAGATE_DATABASE_EMBEDDED", "false",
                "OTAGATE_DATABASE_URI", TestGateway.uri(database),
                "OTAGATE_FROM_SECRET", cloud.key().accessKeySecret()));
        String[] copy = {
            "copy",
            "--account",
            account.name(),
            "--from",
            cloud.endpoint(),
            "--from-key",
            cloud.key().accessKeyId(),
            "--rate",
            "800",
            "--checkpoint",
            "copy.checkpoint",
            "--report",
            "report.jsonl"
        };

        Process interrupted = startAndAwait(2_000, "interrupted", copy);
        assertThat(commandLine(interrupted))
                .contains("--from-key")
                .doesNotContain(cloud.key().accessKeySecret());
        boolean deaf = ignoresInterrupts(interrupted);
        new ProcessBuilder("kill", deaf ? "-TERM" : "-INT", Long.toString(interrupted.pid()))
                .start()
                .waitFor();
        assertThat(interrupted.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(interrupted.exitValue()).isEqualTo(deaf ? TERMINATED : TransferStatus.INTERRUPTED);
        assertThat(text("interrupted.err")).contains("interrupted; run the same command again to continue\n");
        assertThat(text("interrupted.out")).contains("\"complete\":false");

        startAndAwait(6_000, "killed1", copy).destroyForcibly().onExit().join();
        startAndAwait(10_000, "killed2", copy).destroyForcibly().onExit().join();
        Files.copy(jar.directory().resolve("copy.checkpoint"), jar.directory().resolve("kept.checkpoint"));
        GatewayJar.Run last = jar.run(copy);

        assertThat(last.status()).as(last.err()).isZero();
        assertThat(last.err()).containsPattern("continues; \\d+ products of the checkpoint are not read again");
        assertThat(Files.exists(jar.directory().resolve("copy.checkpoint"))).isFalse();
        assertThat(cloud.faults()).isGreaterThan(16);
        assertThat(products()).isEqualTo(PRODUCTS);
        assertThat(modules()).isEqualTo(MODULES);
        cloud.failEvery(Integer.MAX_VALUE);
        CommandRun diff = run("diff", "--times");
        assertThat(diff.out()).isEqualTo("equal: 2000 products\n");
        assertThat(diff.status()).isZero();
        assertThat(filesWith(cloud.key().accessKeySecret())).isEmpty();
    }

    private Process startAndAwait(long modules, String name, String... command) throws IOException {
        Process process = jar.spawn(name, command);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> modules() >= modules || !process.isAlive());
        assertThat(process.isAlive()).as(text(name + ".err")).isTrue();
        return process;
    }

    // So pages shift: a product of a page to come moves to one that has been read.
    private static void moveLastToFront(List<FakeProduct> products) {
        products.add(0, products.remove(products.size() - 1));
    }

    // A shell starts a command in the background with SIGINT ignored, and the JVM keeps that.
    private static boolean ignoresInterrupts(Process process) throws IOException {
        String ignored = Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElseThrow();
        return (Long.parseUnsignedLong(ignored.substring(7).trim(), 16) & SIGINT_BIT) != 0;
    }

    private static String commandLine(Process process) throws IOException {
        return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
    }

    private String text(String file) throws IOException {
        return Files.readString(jar.directory().resolve(file));
    }

    private List<Path> filesWith(String text) throws IOException {
        try (Stream<Path> files = Files.walk(jar.directory())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> contains(file, text))
                    .toList();
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
