package dev.otagate.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.support.FreePort;
import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** run.sh with the real jar: TLS, another data directory and free ports in a settings file, and a proxy in the environment. */
@SameOnEveryJdk
class RunScriptIT {
    private static final Path SCRIPTS = Path.of("scripts").toAbsolutePath();

    @TempDir
    private Path directory;

    private final List<Process> running = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : running) {
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void itPrintsALineThatReachesItsOwnGatewayWhateverTheSettings() throws Exception {
        int managementPort = FreePort.next();
        settings(managementPort);
        Process first = run("first");
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .until(() -> !first.isAlive() || !lineToPaste("first").isEmpty());
        assertThat(first.isAlive()).as(output("first")).isTrue();

        Process pasted = start("pasted", List.of("bash", "-c", lineToPaste("first")));
        assertThat(pasted.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(output("first")).contains("http://127.0.0.2:" + managementPort + "/console/?link=");
        assertThat(output("pasted")).contains("GET https://127.0.0.1:", "\"success\":true");

        Process second = run("second");
        assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isOne();
        assertThat(lineToPaste("second")).isEmpty();
        assertThat(output("second")).contains("otagate: ").contains(Integer.toString(managementPort));
        assertThat(first.isAlive()).isTrue();

        first.destroy();
        assertThat(first.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(first.exitValue()).as("a stop by a signal is a success").isZero();
    }

    private void settings(int managementPort) throws Exception {
        TestCertificate certificate = TestCertificate.in(directory);
        Files.writeString(directory.resolve("settings.yaml"), """
                http:
                  port: 0
                  tls:
                    certificate: "%s"
                    key: "%s"
                management:
                  host: 127.0.0.2
                  port: %d
                database:
                  dataDirectory: "%s"
                """.formatted(
                        certificate.certificate(),
                        certificate.key(),
                        managementPort,
                        Files.createDirectory(directory.resolve("a data directory"))));
    }

    private Process run(String name) throws IOException {
        return start(name, List.of(SCRIPTS.resolve("run.sh").toString(), "--config", "settings.yaml"));
    }

    private Process start(String name, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name).toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("OTAGATE_"));
        builder.environment().put("OTAGATE_JAVA_OPTS", "-Xmx320m -XX:TieredStopAtLevel=1");
        for (String proxy : List.of("http_proxy", "https_proxy", "HTTPS_PROXY", "ALL_PROXY")) {
            builder.environment().put(proxy, "http://127.0.0.1:9");
        }
        Process process = builder.start();
        running.add(process);
        return process;
    }

    private String lineToPaste(String name) throws IOException {
        return Files.readAllLines(directory.resolve(name)).stream()
                .filter(line -> line.contains("create-module.sh"))
                .findFirst()
                .orElse("");
    }

    private String output(String name) throws IOException {
        return Files.readString(directory.resolve(name));
    }
}
