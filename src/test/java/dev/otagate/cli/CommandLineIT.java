package dev.otagate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.otagate.account.NewAccessKey;
import dev.otagate.support.GatewayJar;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
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
    private GatewayJar jar;
    private String accessKeyId;
    private String accessKeySecret;

    @BeforeAll
    void makeDirectory() throws IOException {
        jar = GatewayJar.inEmptyDirectory();
    }

    @AfterAll
    void stopGateway() {
        jar.close();
    }

    @Test
    @Order(1)
    void managesAccountsWhileNoGatewayRuns() throws IOException, InterruptedException {
        GatewayJar.Run inEmptyDirectory = jar.run("account", "create", "line");
        assertFails(
                inEmptyDirectory,
                1,
                "otagate: there is no database in " + jar.directory().resolve("data"));
        assertThat(jar.directory().resolve("data")).doesNotExist();
        jar.start();
        jar.terminate();
        assertThat(jar.run("account", "create", "line", "--rate", "100", "--burst", "200")
                        .out())
                .isEqualTo("{\"account\":\"line\",\"permitsPerSecond\":100,\"burst\":200}\n");
        JsonNode key = jar.run("key", "create", "--account", "line").json();
        accessKeyId = key.get("accessKeyId").asText();
        accessKeySecret = key.get("accessKeySecret").asText();
        assertThat(accessKeySecret).hasSize(30);
    }

    @Test
    @Order(2)
    void managesThemWhileAGatewayRunsOnTheEmbeddedDatabase() throws IOException {
        jar.start();
        assertThat(jar.run("account", "list").out())
                .isEqualTo("{\"accounts\":[{\"account\":\"line\",\"permitsPerSecond\":100,\"burst\":200}]}\n");
        assertThat(jar.run("account", "update", "line").out()).isEqualTo("{\"account\":\"line\"}\n");
        assertThat(jar.run("product", "create", "--account", "line", "--product-key", "pk1", "--name", "Lamp")
                        .out())
                .startsWith("{\"productKey\":\"pk1\",\"name\":\"Lamp\",\"createdAt\":\"2");
        assertThat(jar.run("product", "create", "--account", "line")
                        .json()
                        .get("productKey")
                        .asText())
                .hasSize(11);
        assertThat(jar.run("product", "list", "--account", "line").json().get("products"))
                .hasSize(2);
        assertThat(jar.run("key", "list", "--account", "line").out())
                .contains("{\"accessKeyId\":\"" + accessKeyId + "\",\"enabled\":true,")
                .doesNotContain(accessKeySecret);
    }

    @Test
    @Order(3)
    void signsUrlsThatTheGatewayTakesUntilTheKeyIsDisabled() {
        assertThat(jar.client().send("GET", signedQuery("a"), null, null).success())
                .isTrue();
        assertThat(jar.run("key", "disable", accessKeyId).json().get("enabled").asBoolean())
                .isFalse();
        assertThat(jar.client().send("GET", signedQuery("b"), null, null).code())
                .isEqualTo("InvalidAccessKeyId.Inactive");
        assertThat(jar.run("key", "enable", accessKeyId).json().get("enabled").asBoolean())
                .isTrue();
    }

    @Test
    @Order(4)
    void losesNothingAcknowledgedWhenItOrItsDatabaseIsKilledAmidCreates() throws IOException, InterruptedException {
        NewAccessKey key = new NewAccessKey(accessKeyId, accessKeySecret);
        List<String> products = List.of("killed1", "killed2", "killed3", "killed4");
        for (String product : products) {
            jar.run("product", "create", "--account", "line", "--product-key", product);
        }

        Set<String> acknowledged = createAndKill(key, products.subList(0, 2), jar::killDatabase);
        jar.awaitReady();
        acknowledged.addAll(createAndKill(key, products.subList(2, 4), jar::kill));
        jar.start();

        assertThat(acknowledged).isNotEmpty();
        Set<String> stored = new HashSet<>();
        for (String product : products) {
            JsonNode modules = jar.client()
                    .send(SignedRequest.of(key, "ListOTAModuleByProduct", product))
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
        assertFails(jar.run("account", "create", "line"), 1, "otagate: there is already an account line");
        assertFails(jar.run("key", "create", "--account", "none"), 1, "otagate: there is no account none");
        assertFails(jar.run("key", "disable", "no\u001b[2J\nne"), 1, "otagate: there is no access key no [2J ne\n");
        assertFails(jar.run("product", "create", "--account", "line", "--name", " "), 1, "otagate: a product key must");
        assertFails(jar.runWithoutOutput("account", "list"), 1, "otagate: standard output cannot be written");
        assertFails(jar.run("backup", ""), 1, "otagate: FILE must not be empty\n");
        assertFails(jar.run("init", "--directory", ""), 1, "otagate: --directory must not be empty\n");
        assertFails(
                jar.run("product", "create", "--account", "line", "--product-key", "pk1"),
                1,
                "otagate: there is already a product pk1");
        assertFails(jar.run("serve", "--config", "none.yaml"), 1, "otagate: none.yaml: there is no such file");
        assertFails(jar.run("serve"), 1, "otagate: management.port: cannot listen on 127.0.0.1:");
        assertThat(jar.run("nonsense").status()).isEqualTo(2);
        assertThat(jar.run("sign", "--key", "k", "--secret", "s", "--endpoint", "http://h?x", "Action=x")
                        .err())
                .startsWith("otagate: the endpoint must be http://HOST:PORT or https://HOST:PORT, not \"http://h?x\";")
                .hasLineCount(1);
        assertThat(jar.run("account", "create", "x", "y").err())
                .isEqualTo(
                        "otagate: Unmatched argument at index 3: 'y'; otagate account create --help shows the usage\n");
    }

    @Test
    @Order(6)
    void stopsInOrderOnSigterm() throws InterruptedException {
        assertThat(jar.terminate()).isTrue();
        assertThat(jar.directory().resolve("data/postgres/data/postmaster.pid")).doesNotExist();
    }

    @Test
    @Order(7)
    void keepsSecretsOutOfItsLogAndItsFiles() throws IOException {
        String log = Files.readString(jar.directory().resolve("gateway.log"));

        assertThat(log)
                .contains("gateway is ready", "requestId=", "gateway stopped")
                .doesNotContain(accessKeySecret);
    }

    private static void assertFails(GatewayJar.Run run, int status, String line) {
        assertThat(run.status()).isEqualTo(status);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith(line).hasLineCount(1);
    }

    /** Sends creates, kills something once the first of them gets a response, and gives those that were answered with success. */
    private Set<String> createAndKill(NewAccessKey key, List<String> products, Runnable kill) {
        TestClient client = jar.client();
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        List<CompletableFuture<TestClient.Reply>> replies = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String product = products.get(i % products.size());
            String name = "m" + i;
            CompletableFuture<TestClient.Reply> reply =
                    client.sendAsync(SignedRequest.createModule(key, product, name));
            replies.add(reply.whenComplete((response, failure) -> {
                if (response != null && response.success()) {
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

    private String signedQuery(String moduleName) {
        String url = jar.run(
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
}
