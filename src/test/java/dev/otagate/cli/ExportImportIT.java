package dev.otagate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.otagate.account.Account;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands export and import, beside a gateway that runs. */
@ExtendWith(TestPostgres.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SameOnEveryJdk
class ExportImportIT {
    private static final String HEADER = "{\"record\":\"header\",\"format\":\"otagate-export\",\"version\":1}\n";

    @TempDir
    private Path directory;

    private DatabaseAddress database;
    private TestGateway gateway;
    private Path config;
    private Account account;

    @BeforeAll
    void start(DatabaseAddress own, @TempDir Path settings) throws IOException {
        database = own;
        gateway = TestGateway.start(own);
        config = CommandRun.config(settings, own);
    }

    @BeforeEach
    void makeAccount() {
        account = gateway.account();
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ndjson", "csv"})
    void importsWhatItExportsToTheCharacter(String format) throws IOException {
        String made = "pk" + format;
        gateway.product(account, made);
        TestClient client = new TestClient(gateway.endpoint());
        var key = gateway.key(account);
        List<String> texts = List.of(
                "", "a\"b,c;d", "line\r\nbreak\rand\nmore", "\uFEFF=1+1\u2028𝄞𠀋", " space ", "\\u0041\t\u0001");
        for (int i = 0; i < texts.size(); i++) {
            assertThat(client.send(SignedRequest.createModule(key, made, "m" + i)
                                    .with("AliasName", "蓝牙" + i)
                                    .with("Desc", texts.get(i)))
                            .success())
                    .isTrue();
        }
        assertThat(client.send(SignedRequest.createModule(key, made, "plain")).success())
                .isTrue();
        Path file = directory.resolve("out." + format);

        JsonNode exported = run("export", "--account", account.name(), "--format", format, "--output", file.toString())
                .json();
        assertThat(exported.toString())
                .isEqualTo("{\"products\":1,\"modules\":7,\"complete\":true,\"file\":\"" + file + "\"}");
        String original = export();
        TestPostgres.execute(database, "DELETE FROM ota_module WHERE product_key = '" + made + "'");
        TestPostgres.execute(database, "DELETE FROM product WHERE product_key = '" + made + "'");
        CommandRun imported = run("import", "--account", account.name(), file.toString());

        assertThat(imported.err()).isEmpty();
        assertThat(imported.status()).isZero();
        assertThat(imported.json().at("/modules/created").asInt()).isEqualTo(7);
        assertThat(export()).isEqualTo(original);
        assertThat(run("import", "--account", account.name(), file.toString())
                        .json()
                        .at("/modules/unchanged")
                        .asInt())
                .isEqualTo(7);
    }

    @Test
    void reportsRejectedItemsAndImportsTheRest() throws IOException {
        Path file = write(
                HEADER + product("mixed") + module("mixed", "ble") + module("mixed", "b!e") + "{\"record\":\"end\"}");
        Path report = directory.resolve("report");

        CommandRun dry = run("import", "--account", account.name(), "--dry-run", file.toString());
        assertThat(dry.json().at("/modules/created").asInt()).isOne();
        assertThat(export()).doesNotContain("mixed");
        CommandRun run = run("import", "--account", account.name(), "--report", report.toString(), file.toString());

        assertThat(run.status()).isEqualTo(4);
        assertThat(run.err()).isEmpty();
        assertThat(Files.readString(report))
                .startsWith(
                        "{\"productKey\":\"mixed\",\"moduleName\":\"b!e\",\"code\":\"iot.ota.InvalidFormattedModuleName\"")
                .hasLineCount(1);
        assertThat(export()).contains("\"ble\"");
        CommandRun atomic = run("import", "--account", account.name(), "--atomic-products", file.toString());
        assertThat(atomic.json().at("/products/rejected").asInt()).isOne();
        assertThat(atomic.err()).hasLineCount(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"record\":\"header\",\"format\":\"otagate-export\",\"version\":2}\n",
                HEADER,
                HEADER + "{\"record\":\"product\",\"productKey\":\"half\"}\n{\"record\":\"prod",
                HEADER
                        + "{\"record\":\"product\",\"productKey\":\"half\"}\n{\"record\":\"product\",\"productKey\":\"half\"}\n"
                        + "{\"record\":\"end\"}\n",
                HEADER + "{\"record\":\"product\",\"productKey\":\"half\"}\n\u0000"
            })
    void writesNothingOfADamagedFile(String text) throws IOException {
        assertFails(run("import", "--account", account.name(), write(text).toString()), 1, "otagate: ");
        assertThat(export()).doesNotContain("half");
    }

    @Test
    void importsByTheApiOfAGateway() throws IOException {
        var key = gateway.key(account);
        Path secret = directory.resolve("secret");
        Files.writeString(secret, key.accessKeySecret());
        Path file = write(HEADER + product("byapi") + module("byapi", "ble") + "{\"record\":\"end\"}");

        CommandRun run = CommandRun.of(
                "import",
                "--to",
                gateway.endpoint(),
                "--to-key",
                key.accessKeyId(),
                "--to-secret-file",
                secret.toString(),
                file.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.json().at("/modules/created").asInt()).isOne();
        assertThat(export()).contains("\"productKey\":\"byapi\",\"moduleName\":\"ble\"");
        CommandRun exported = CommandRun.of(
                "export",
                "--from",
                gateway.endpoint(),
                "--from-key",
                key.accessKeyId(),
                "--from-secret-file",
                secret.toString(),
                "--rate",
                "0");
        assertThat(exported.out()).contains("\"productKey\":\"byapi\",\"moduleName\":\"ble\"");
    }

    @Test
    void replacesTheFileOnlyWhenTheExportIsComplete() throws IOException {
        Path file = directory.resolve("old.ndjson");
        Files.writeString(file, "old");

        assertFails(
                run("export", "--account", "nobody", "--output", file.toString()),
                1,
                "otagate: there is no account nobody");
        assertThat(file).hasContent("old");
        assertThat(run("export", "--account", account.name(), "--output", file.toString())
                        .status())
                .isZero();
        assertThat(Files.readString(file))
                .startsWith(HEADER)
                .endsWith("{\"record\":\"end\",\"products\":0,\"modules\":0}\n");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
        assertFails(
                run(
                        "export",
                        "--account",
                        account.name(),
                        "--output",
                        directory.resolve("none/x").toString()),
                1,
                "otagate: " + directory.resolve("none/x") + " cannot be written");
    }

    @Test
    void rejectsWrongUsage() {
        assertFails(run("export"), 2, "otagate: Either --account or --from must be given");
        assertFails(run("export", "--account", "a", "--format", "xml"), 2, "otagate: --format must be ndjson or csv");
        assertFails(run("import", "file"), 2, "otagate: --account or --to must be given");
        assertFails(
                run("import", "--account", account.name(), "no-such-file"),
                1,
                "otagate: no-such-file: there is no such file");
    }

    private String export() {
        CommandRun run = run("export", "--account", account.name());
        assertThat(run.status()).isZero();
        return run.out();
    }

    private Path write(String text) throws IOException {
        return Files.write(Files.createTempFile(directory, "file", ".ndjson"), text.getBytes(StandardCharsets.UTF_8));
    }

    private static String product(String key) {
        return "{\"record\":\"product\",\"productKey\":\"" + key + "\",\"productName\":\"" + key + "_name\"}\n";
    }

    private static String module(String key, String name) {
        return "{\"record\":\"module\",\"productKey\":\"" + key + "\",\"moduleName\":\"" + name + "\"}\n";
    }

    private CommandRun run(String... arguments) {
        return CommandRun.with(config, arguments);
    }

    private static void assertFails(CommandRun run, int status, String line) {
        assertThat(run.err()).startsWith(line).hasLineCount(1);
        assertThat(run.status()).isEqualTo(status);
        assertThat(run.out()).isEmpty();
    }
}
