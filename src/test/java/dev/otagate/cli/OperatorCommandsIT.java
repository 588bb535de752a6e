package dev.otagate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.otagate.account.Account;
import dev.otagate.account.NewAccessKey;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The commands for products, modules and deletions, beside a gateway that runs. */
@ExtendWith(TestPostgres.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SameOnEveryJdk
class OperatorCommandsIT {
    private DatabaseAddress database;
    private TestGateway gateway;
    private TestClient client;
    private Path config;
    private Account account;
    private NewAccessKey key;
    private String product;

    @BeforeAll
    void start(DatabaseAddress own, @TempDir Path directory) throws IOException {
        database = own;
        gateway = TestGateway.start(own);
        client = new TestClient(gateway.endpoint());
        config = CommandRun.config(directory, own);
    }

    @BeforeEach
    void makeAccount() {
        account = gateway.account();
        key = gateway.key(account);
        product = gateway.product(account);
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void listsProductsByPage() {
        List<String> made = new ArrayList<>(List.of(product));
        IntStream.range(0, 4).forEach(i -> made.add(gateway.product(account)));

        JsonNode second =
                ofAccount("product", "list", "--page", "2", "--page-size", "2").json();
        assertThat(second.get("products").findValuesAsText("productKey")).isEqualTo(made.subList(2, 4));
        assertThat(second.toString()).endsWith(",\"currentPage\":2,\"pageSize\":2,\"total\":5}");
        JsonNode beyond = ofAccount("product", "list", "--page", "9").json();
        assertThat(beyond.toString()).isEqualTo("{\"products\":[],\"currentPage\":9,\"pageSize\":100,\"total\":5}");
        assertThat(ofAccount("product", "list").json().get("products")).hasSize(5);
    }

    @Test
    void rejectsPagesThatAreNone() {
        for (List<String> page : List.of(
                List.of("--page", "0"), List.of("--page-size", "5"), List.of("--page", "1", "--page-size", "1001"))) {
            List<String> line = new ArrayList<>(List.of("product", "list"));
            line.addAll(page);
            assertFails(ofAccount(line.toArray(String[]::new)), 2, "otagate: --page");
        }
    }

    @Test
    void createsChangesListsAndDeletesModulesByTheRulesOfTheApi() {
        JsonNode made = ofProduct("module", "create", "ble", "--alias", "蓝牙", "--desc", "a\"b")
                .json();
        assertThat(made.toString())
                .startsWith("{\"aliasName\":\"蓝牙\",\"desc\":\"a\\\"b\",\"gmtCreate\":\"2")
                .endsWith("\"moduleName\":\"ble\",\"productKey\":\"" + product + "\"}");
        assertThat(ofProduct("module", "update", "BLE", "--desc", "")
                        .json()
                        .get("desc")
                        .asText())
                .isEmpty();
        assertThat(client.send(SignedRequest.of(key, "ListOTAModuleByProduct", product))
                        .body())
                .contains("\"aliasName\":\"蓝牙\",\"desc\":\"\"");

        assertFails(ofProduct("module", "create", "Ble"), 1, "otagate: iot.ota.AlreadyExistedModuleName: ");
        assertFails(ofProduct("module", "create", "default"), 1, "otagate: iot.ota.AlreadyExistedModuleName: ");
        assertFails(ofProduct("module", "create", "b!e"), 1, "otagate: iot.ota.InvalidFormattedModuleName: ");
        assertFails(
                ofProduct("module", "update", "ble", "--alias", ""), 1, "otagate: iot.ota.InvalidFormattedAliasName: ");
        assertFails(ofProduct("module", "update", "none"), 1, "otagate: iot.ota.NotExistedModule: ");
        assertFails(
                ofProduct("module", "delete", "default", "--yes"), 1, "otagate: iot.ota.DefaultModuleNotDeletable: ");
        IntStream.range(0, 9).forEach(i -> ofProduct("module", "create", "m" + i));
        assertFails(ofProduct("module", "create", "m9"), 1, "otagate: iot.ota.ModuleCountExceedMax: ");
        assertThat(ofProduct("module", "list").json().get("modules")).hasSize(10);

        assertThat(ofProduct("module", "delete", "ble", "--yes").out())
                .isEqualTo("{\"productKey\":\"" + product + "\",\"moduleName\":\"ble\",\"deleted\":true}\n");
        assertThat(ofProduct("module", "list").json().get("modules")).hasSize(9);
    }

    @Test
    void reachesNoProductOfAnotherAccount() {
        String foreign = gateway.product(gateway.account());

        assertFails(
                ofAccount("module", "create", "ble", "--product-key", foreign),
                1,
                "otagate: iot.prod.NotExistedProduct: ");
        assertFails(ofAccount("product", "delete", foreign, "--yes"), 1, "otagate: iot.prod.NotExistedProduct: ");
    }

    @Test
    void deletesAProductWithoutModules() {
        ofProduct("module", "create", "ble");
        assertFails(ofAccount("product", "delete", product, "--yes"), 1, "otagate: iot.prod.ExistedModule: ");
        ofProduct("module", "delete", "ble", "--yes");

        assertThat(ofAccount("product", "delete", product, "--yes").out())
                .isEqualTo("{\"productKey\":\"" + product + "\",\"deleted\":true}\n");
        assertThat(client.send(SignedRequest.createModule(key, product, "x")).code())
                .isEqualTo("iot.prod.NotExistedProduct");
    }

    @Test
    void deletesAKeyOnEveryNodeWithinASecond() {
        try (TestGateway second = TestGateway.start(database)) {
            List<TestClient> nodes = List.of(client, new TestClient(second.endpoint()));
            nodes.forEach(node -> assertThat(list(node).success()).isTrue());

            assertThat(run("key", "delete", key.accessKeyId(), "--yes").out())
                    .isEqualTo("{\"accessKeyId\":\"" + key.accessKeyId() + "\",\"deleted\":true}\n");

            await().atMost(Duration.ofSeconds(1))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() ->
                            nodes.stream().allMatch(node -> list(node).code().equals("InvalidAccessKeyId.NotFound")));
        }
        assertFails(run("key", "delete", "none", "--yes"), 1, "otagate: there is no access key none");
    }

    @Test
    void deletesAnAccountWithAllThatBelongsToItWhileClientsUseIt() {
        List<SignedRequest> creates = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String own = gateway.product(account);
            IntStream.range(0, 10).forEach(m -> creates.add(SignedRequest.createModule(key, own, "m" + m)));
        }
        var replies = creates.stream().map(client::sendAsync).toList();

        JsonNode deleted = run("account", "delete", account.name(), "--yes").json();

        replies.forEach(reply -> assertThat(reply.join().status()).isNotEqualTo(500));
        assertThat(deleted.get("deleted").asBoolean()).isTrue();
        assertThat(deleted.get("accessKeys").asInt()).isOne();
        assertThat(deleted.get("products").asInt()).isEqualTo(31);
        for (String table : List.of("account", "access_key", "product", "ota_module")) {
            assertThat(TestPostgres.number(
                            database, "SELECT count(*) FROM " + table + " WHERE account_id = " + account.id()))
                    .isZero();
        }
        assertFails(run("account", "delete", account.name(), "--yes"), 1, "otagate: there is no account ");
    }

    @Test
    void deletesNothingWithoutConfirmation() {
        for (CommandRun run : List.of(
                run("key", "delete", key.accessKeyId()),
                run("account", "delete", account.name()),
                ofAccount("product", "delete", product),
                ofProduct("module", "delete", "ble"))) {
            assertFails(run, 2, "otagate: --yes must be given, because standard input is no terminal; ");
        }
        assertThat(list(client).success()).isTrue();
    }

    private TestClient.Reply list(TestClient node) {
        return node.send(SignedRequest.of(key, "ListOTAModuleByProduct", product));
    }

    private CommandRun run(String... arguments) {
        return CommandRun.with(config, arguments);
    }

    private CommandRun ofAccount(String... arguments) {
        return run(with(arguments, "--account", account.name()));
    }

    private CommandRun ofProduct(String... arguments) {
        return ofAccount(with(arguments, "--product-key", product));
    }

    private static String[] with(String[] arguments, String... more) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static void assertFails(CommandRun run, int status, String line) {
        assertThat(run.err()).startsWith(line).hasLineCount(1);
        assertThat(run.status()).isEqualTo(status);
        assertThat(run.out()).isEmpty();
    }
}
