package dev.otagate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.otagate.account.NewAccessKey;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The jar as it is shipped, in processes of its own, from an empty directory on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CommandLineIT {
    private static final Path JAR = Path.of(System.getProperty("otagate.jar"));

    private Path directory;
    private Map<String, String> environment;
    private Process gateway;
    private String accessKeyId;
    private String accessKeySecret;

    private record Run(int status, String out, String err) {
        JsonNode json() {
            try {
                return new ObjectMapper().readTree(out);
            } catch (IOException e) {
                throw new UncheckedIOException(out, e);
            }
        }
    }

    @BeforeAll
    void makeDirectory() throws IOException {
        directory = Files.createTempDirectory(Files.createDirectories(Path.of("target", "test-postgres")), "jar")
                .toAbsolutePath();
        environment = Map.of(
                "OTAGATE_HTTP_PORT", Integer.toString(freePort()),
                "OTAGATE_MANAGEMENT_PORT", Integer.toString(freePort()),
                "OTAGATE_SHUTDOWN_DRAIN_MS", "0");
    }

    @AfterAll
    void stopGateway() throws InterruptedException {
        if (gateway != null && gateway.isAlive()) {
            gateway.destroy();
            gateway.waitFor(30, TimeUnit.SECONDS);
        }
    }

    @Test
    @Order(1)
    void managesAccountsBeforeAGatewayRuns() {
        assertThat(run("account", "create", "line", "--rate", "100", "--burst", "200")
                        .out())
                .isEqualTo("{\"account\":\"line\",\"permitsPerSecond\":100,\"burst\":200}\n");
        JsonNode key = run("key", "create", "--account", "line").json();
        accessKeyId = key.get("accessKeyId").asText();
        accessKeySecret = key.get("accessKeySecret").asText();
        assertThat(accessKeySecret).hasSize(30);
    }

    @Test
    @Order(2)
    void managesThemWhileAGatewayRunsOnTheEmbeddedDatabase() throws IOException {
        startGateway();
        assertThat(run("account", "list").out())
                .isEqualTo("{\"accounts\":[{\"account\":\"line\",\"permitsPerSecond\":100,\"burst\":200}]}\n");
        assertThat(run("account", "update", "line").out()).isEqualTo("{\"account\":\"line\"}\n");
        assertThat(run("product", "create", "--account", "line", "--product-key", "pk1", "--name", "Lamp")
                        .out())
                .startsWith("{\"productKey\":\"pk1\",\"name\":\"Lamp\",\"createdAt\":\"2");
        assertThat(run("product", "create", "--account", "line")
                        .json()
                        .get("productKey")
                        .asText())
                .hasSize(11);
        assertThat(run("product", "list", "--account", "line").json().get("products"))
                .hasSize(2);
        assertThat(run("key", "list", "--account", "line").out())
                .contains("{\"accessKeyId\":\"" + accessKeyId + "\",\"enabled\":true,")
                .doesNotContain(accessKeySecret);
    }

    @Test
    @Order(3)
    void signsUrlsThatTheGatewayTakesUntilTheKeyIsDisabled() {
        assertThat(client().send("GET", signedQuery("a"), null, null).success()).isTrue();
        assertThat(run("key", "disable", accessKeyId).json().get("enabled").asBoolean())
                .isFalse();
        assertThat(client().send("GET", signedQuery("b"), null, null).code()).isEqualTo("InvalidAccessKeyId.Inactive");
        assertThat(run("key", "enable", accessKeyId).json().get("enabled").asBoolean())
                .isTrue();
    }

    @Test
    @Order(4)
    void losesNothingAcknowledgedWhenItOrItsDatabaseIsKilledAmidCreates() throws IOException, InterruptedException {
        NewAccessKey key = new NewAccessKey(accessKeyId, accessKeySecret);
        List<String> products = List.of("killed1", "killed2", "killed3", "killed4");
        for (String product : products) {
            run("product", "create", "--account", "line", "--product-key", product);
        }

        Set<String> acknowledged = createAndKill(key, products.subList(0, 2), this::killDatabase);
        awaitReady();
        acknowledged.addAll(createAndKill(key, products.subList(2, 4), this::killGateway));
        startGateway();

        assertThat(acknowledged).isNotEmpty();
        Set<String> stored = new HashSet<>();
        for (String product : products) {
            JsonNode modules = client().send(SignedRequest.of(key, "ListOTAModuleByProduct", product))
                    .json()
                    .get("data");
            assertThat(modules.size()).isLessThanOrEqualTo(10);
            modules.forEach(module ->
                    stored.add(product + "/" + module.get("moduleName").asText()));
        }
        assertThat(stored).containsAll(acknowledged);
    }

    @Test
    @Order(5)
    void saysInOneLineWhatIsWrong() {
        assertFails(run("account", "create", "line"), 1, "otagate: there is already an account line");
        assertFails(run("key", "create", "--account", "none"), 1, "otagate: there is no account none");
        assertFails(run("key", "disable", "none"), 1, "otagate: there is no access key none");
        assertFails(
                run("product", "create", "--account", "line", "--product-key", "pk1"),
                1,
                "otagate: there is already a product pk1");
        assertFails(run("serve", "--config", "none.yaml"), 1, "otagate: none.yaml: there is no such file");
        assertFails(run("serve"), 1, "otagate: management.port: cannot listen on 127.0.0.1:");
        assertThat(run("account", "create").status()).isEqualTo(2);
        assertThat(run("account", "create", "x", "--rate", "-1").status()).isEqualTo(2);
        assertThat(run("account", "create", "x", "--rate", "1000001").status()).isEqualTo(2);
        assertThat(run("--config", "none.yaml", "account", "list").status()).isEqualTo(2);
        assertThat(run("nonsense").status()).isEqualTo(2);
        assertThat(run("key").status()).isEqualTo(2);
        assertThat(run("sign", "--key", "a", "--secret", "b", "Action=%zz").status())
                .isEqualTo(2);
    }

    @Test
    @Order(6)
    void stopsInOrderOnSigterm() throws InterruptedException {
        gateway.destroy();

        assertThat(gateway.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(directory.resolve("data/postgres/data/postmaster.pid")).doesNotExist();
    }

    @Test
    @Order(7)
    void keepsSecretsOutOfItsLogAndItsFiles() throws IOException {
        String log = Files.readString(directory.resolve("gateway.log"));

        assertThat(log)
                .contains("gateway serves", "requestId=", "gateway stopped")
                .doesNotContain(accessKeySecret);
    }

    private static void assertFails(Run run, int status, String line) {
        assertThat(run.status()).isEqualTo(status);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith(line).hasLineCount(1);
    }

    /** Sends creates, kills something once the first of them is answered, and gives those that were answered with success. */
    private Set<String> createAndKill(NewAccessKey key, List<String> products, Runnable kill) {
        TestClient client = client();
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        List<CompletableFuture<TestClient.Reply>> replies = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String product = products.get(i % products.size());
            String name = "m" + i;
            CompletableFuture<TestClient.Reply> reply =
                    client.sendAsync(SignedRequest.createModule(key, product, name));
            replies.add(reply.whenComplete((answer, failure) -> {
                if (answer != null && answer.success()) {
                    acknowledged.add(product + "/" + name);
                }
            }));
            if (i == 0) {
                reply.join();
            } else if (i == 20) {
                kill.run();
            }
        }
        replies.forEach(reply -> reply.exceptionally(broken -> null).join());
        return acknowledged;
    }

    private void killDatabase() {
        try {
            Path file = directory.resolve("data/postgres/data/postmaster.pid");
            long pid = Long.parseLong(Files.readAllLines(file).get(0).trim());
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void killGateway() {
        gateway.destroyForcibly().onExit().join();
    }

    private void startGateway() throws IOException {
        gateway = process("serve")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("gateway.log").toFile()))
                .start();
        awaitReady();
    }

    private void awaitReady() {
        HttpRequest ready = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + environment.get("OTAGATE_MANAGEMENT_PORT") + "/health/ready"))
                .build();
        Awaitility.await()
                .ignoreExceptions()
                .atMost(Duration.ofSeconds(30))
                .until(() -> HttpClient.newHttpClient()
                                .send(ready, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200);
    }

    private TestClient client() {
        return new TestClient("http://127.0.0.1:" + environment.get("OTAGATE_HTTP_PORT"));
    }

    private String signedQuery(String moduleName) {
        String url = run(
                        "sign",
                        "--key",
                        accessKeyId,
                        "--secret",
                        accessKeySecret,
                        "Action=CreateOTAModule&ProductKey=pk1&ModuleName=" + moduleName)
                .json()
                .get("url")
                .asText();
        return url.substring(url.indexOf('?') + 1);
    }

    private Run run(String... arguments) {
        try {
            Path out = Files.createTempFile(directory, "out", ".txt");
            Path err = Files.createTempFile(directory, "err", ".txt");
            Process process = process(arguments)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Run(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private ProcessBuilder process(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("OTAGATE_"));
        builder.environment().putAll(environment);
        return builder;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
