package dev.otagate.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.otagate.database.UnpackedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The jar as it is shipped, in processes of its own, on free ports and in a directory that begins empty. */
public final class GatewayJar implements AutoCloseable {
    private static final Path JAR = Path.of(System.getProperty("otagate.jar"));

    private final Path jar;
    private final Path directory;
    private final Map<String, String> environment;
    private Process gateway;

    private GatewayJar(Path jar, Path directory, Map<String, String> environment) {
        this.jar = jar;
        this.directory = directory;
        this.environment = environment;
    }

    /** What a command did. */
    public record Run(int status, String out, String err) {
        public JsonNode json() {
            try {
                return new ObjectMapper().readTree(out);
            } catch (IOException e) {
                throw new UncheckedIOException(out, e);
            }
        }
    }

    public static GatewayJar inEmptyDirectory() throws IOException {
        return inEmptyDirectory(Map.of());
    }

    /** With more settings, as environment variables. */
    public static GatewayJar inEmptyDirectory(Map<String, String> settings) throws IOException {
        Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target", "test-postgres")), "jar")
                .toAbsolutePath();
        Map<String, String> environment = new HashMap<>(Map.of(
                "OTAGATE_HTTP_PORT", Integer.toString(FreePort.next()),
                "OTAGATE_MANAGEMENT_PORT", Integer.toString(FreePort.next()),
                "OTAGATE_SHUTDOWN_DRAIN_MS", "0"));
        environment.putAll(settings);
        return new GatewayJar(JAR, directory, environment);
    }

    /** The same, with the programs of PostgreSQL unpacked already, for tests of what comes after a first start. */
    public GatewayJar withUnpackedPostgres() throws IOException {
        UnpackedPostgres.linkInto(directory.resolve("data"));
        return this;
    }

    /** The same directory and ports, with other variables; an empty value removes one. */
    public GatewayJar with(Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.putAll(more);
        return new GatewayJar(jar, directory, variables);
    }

    /** The same directory and settings, with the jar that has no embedded PostgreSQL. */
    public GatewayJar slim() {
        return new GatewayJar(JAR.resolveSibling("otagate-slim.jar"), directory, environment);
    }

    public Path directory() {
        return directory;
    }

    /** Starts the gateway and waits until it is ready. */
    public void start() throws IOException {
        start("serve");
    }

    /** Starts the gateway by a command and waits until it is ready. */
    public void start(String... command) throws IOException {
        start(List.of(), command);
    }

    /** Starts the gateway by a command, with options of the JVM, and waits until it is ready. */
    public void start(List<String> jvmOptions, String... command) throws IOException {
        start(process(jvmOptions, command));
    }

    /** The same in a process that may open so many files. */
    public void startWithOpenFiles(int max, List<String> jvmOptions) throws IOException {
        ProcessBuilder builder = process(jvmOptions, "serve");
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -n " + max + " && exec \"$@\"", "sh"));
        command.addAll(builder.command());
        start(builder.command(command));
    }

    private void start(ProcessBuilder builder) throws IOException {
        gateway = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("gateway.log").toFile()))
                .start();
        awaitReady();
    }

    public void awaitReady() {
        HttpRequest ready = HttpRequest.newBuilder(URI.create(managementEndpoint() + "/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        HttpClient client = HttpClient.newHttpClient();
        Awaitility.await()
                .ignoreExceptions()
                .atMost(Duration.ofSeconds(90))
                .until(() -> client.send(ready, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200);
    }

    /** The process that serves. */
    public long pid() {
        return gateway.pid();
    }

    /** KiB of memory that the process has in use; fails if it has ended. */
    public long residentKib() {
        assertThat(gateway.isAlive()).isTrue();
        try (Stream<String> status = Files.lines(Path.of("/proc/" + pid() + "/status"))) {
            return status.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String managementEndpoint() {
        return "http://127.0.0.1:" + environment.get("OTAGATE_MANAGEMENT_PORT");
    }

    /** Kills the embedded PostgreSQL with SIGKILL. */
    public void killDatabase() {
        try {
            Path file = directory.resolve("data/postgres/data/postmaster.pid");
            long pid = Long.parseLong(Files.readAllLines(file).get(0).trim());
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills the gateway with SIGKILL. */
    public void kill() {
        gateway.destroyForcibly().onExit().join();
    }

    /** Sends SIGTERM; says whether the gateway ended within 20 s. */
    public boolean terminate() throws InterruptedException {
        gateway.destroy();
        return gateway.waitFor(20, TimeUnit.SECONDS);
    }

    public int port() {
        return Integer.parseInt(environment.get("OTAGATE_HTTP_PORT"));
    }

    public TestClient client() {
        return new TestClient("http://127.0.0.1:" + environment.get("OTAGATE_HTTP_PORT"));
    }

    /** Starts a command, with its output in NAME.out and NAME.err of the directory. */
    public Process spawn(String name, String... arguments) throws IOException {
        return process(List.of(), arguments)
                .redirectOutput(directory.resolve(name + ".out").toFile())
                .redirectError(directory.resolve(name + ".err").toFile())
                .start();
    }

    /** Runs a command to its end. */
    public Run run(String... arguments) {
        return run(List.of(), arguments);
    }

    /** Runs a command to its end, with options of the JVM. */
    public Run run(List<String> jvmOptions, String... arguments) {
        try {
            return run(jvmOptions, Files.createTempFile(directory, "out", ".txt"), arguments);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command to its end, with its standard output to a device that accepts nothing. */
    public Run runWithoutOutput(String... arguments) {
        return run(List.of(), Path.of("/dev/full"), arguments);
    }

    private Run run(List<String> jvmOptions, Path out, String... arguments) {
        try {
            Path err = Files.createTempFile(directory, "err", ".txt");
            Process process = process(jvmOptions, arguments)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Run(
                    process.exitValue(),
                    Files.isRegularFile(out) ? Files.readString(out, StandardCharsets.UTF_8) : "",
                    Files.readString(err, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private ProcessBuilder process(List<String> jvmOptions, String... arguments) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(List.of(java.toString(), "-XX:TieredStopAtLevel=1"));
        // With options, the JVM itself is tested; the slim jar is started too seldom.
        command.addAll(jvmOptions.isEmpty() && jar.equals(JAR) ? ClassArchive.options(java, jar) : jvmOptions);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("OTAGATE_"));
        builder.environment().putAll(environment);
        builder.environment().values().removeIf(String::isEmpty);
        return builder;
    }

    @Override
    public void close() {
        if (gateway != null && gateway.isAlive()) {
            gateway.destroy();
            gateway.onExit().join();
        }
    }
}
