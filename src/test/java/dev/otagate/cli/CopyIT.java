package dev.otagate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.account.Account;
import dev.otagate.account.NewAccessKey;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.support.Background;
import dev.otagate.support.FakeCloud.FakeModule;
import dev.otagate.support.FakeCloud.FakeProduct;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestCertificate;
import dev.otagate.support.TestClient;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class CopyIT extends CopyTest {
    @Test
    void copiesFromAnotherGatewayWithinTenRequestsASecond() throws Exception {
        TestPostgres.execute(database, "CREATE DATABASE copy_source TEMPLATE migrated");
        DatabaseAddress sourceDatabase = database.withDatabase("copy_source");
        TestCertificate certificate = TestCertificate.in(directory);
        try (TestGateway source = TestGateway.start(sourceDatabase, certificate.settings())) {
            Account limited = source.account(OptionalInt.of(10), OptionalInt.of(10));
            NewAccessKey key = source.key(limited);
            IntStream.range(0, 12).forEach(i -> source.product(limited, "limited" + i));
            TestPostgres.execute(
                    sourceDatabase,
                    "INSERT INTO ota_module (product_key, slot, account_id, module_name, alias_name, description, created_at)"
                            + " SELECT product_key, n, account_id, 'm' || n, '模块', '𠮷', '2020-01-02 03:04:00Z'"
                            + " FROM product, generate_series(1, 5) n");
            String[] options = {
                "--account",
                account.name(),
                "--config",
                config.toString(),
                "--from",
                source.endpoint(),
                "--from-key",
                key.accessKeyId(),
                "--from-secret-file",
                secretFile(key.accessKeySecret()),
                "--ca",
                certificate.certificate().toString()
            };
            CommandRun copy = CommandRun.of(with("copy", options));
            assertThat(copy.status()).as(copy.err()).isZero();
            assertThat(copy.count("products", "created")).isEqualTo(12);
            assertThat(copy.count("modules", "created")).isEqualTo(60);
            assertThat(copy.json().get("requests").asLong())
                    .isEqualTo(25 + copy.json().get("retries").asLong());
            assertThat(copy.json().get("seconds").asDouble()).isGreaterThan(2.0);

            CommandRun diff = CommandRun.of(with(
                    "diff",
                    with("--times", with("--dialect", with("tuya", with("--signature", with("acs3", options)))))));
            assertThat(diff.status()).as(diff.err()).isZero();
            assertThat(diff.out()).isEqualTo("equal: 12 products\n");
        }
    }

    @Test
    void copiesByTheApiOfAGateway() throws IOException {
        IntStream.range(0, 12).forEach(i -> cloud.products().add(product("api" + i, 1 + i % 10)));
        NewAccessKey key = gateway.key(account);
        String[] options = Stream.concat(
                        source(
                                cloud.endpoint(),
                                cloud.key().accessKeyId(),
                                cloud.key().accessKeySecret()),
                        Stream.of(
                                "--to",
                                gateway.endpoint(),
                                "--to-key",
                                key.accessKeyId(),
                                "--to-secret-file",
                                secretFile(key.accessKeySecret())))
                .toArray(String[]::new);
        CommandRun copy = CommandRun.of(with("copy", options));
        assertThat(copy.status()).as(copy.err()).isZero();
        assertThat(copy.count("products", "created")).isEqualTo(12);
        assertThat(copy.count("modules", "created")).isEqualTo(modules()).isEqualTo(58);
        CommandRun again = CommandRun.of(with("copy", options));
        assertThat(again.count("modules", "unchanged")).as(again.out()).isEqualTo(58);
    }

    @Test
    void reportsWhatBreaksARuleAndCopiesTheRest() throws IOException {
        Account other = gateway.account();
        gateway.product(other, "ofAnotherAccount");
        cloud.products()
                .addAll(List.of(
                        product("good", 5),
                        product("eleven", 11),
                        product("ofAnotherAccount", 2),
                        new FakeProduct(
                                "odd",
                                "odd",
                                "",
                                1L,
                                List.of(
                                        new FakeModule("fine", null, null, CREATED),
                                        new FakeModule("with space", null, null, CREATED),
                                        new FakeModule("alias", "ein Alias", null, CREATED),
                                        new FakeModule("desc", null, "x".repeat(101), CREATED),
                                        new FakeModule("FINE", null, null, CREATED)))));
        Path report = directory.resolve("report.jsonl");
        CommandRun copy = run("copy", "--report", report.toString());
        assertThat(copy.status()).as(copy.err()).isEqualTo(4);
        List<JsonObject> lines =
                Files.readAllLines(report).stream().map(JsonObject::new).toList();
        assertThat(lines)
                .extracting(line -> line.getString("productKey") + "/" + line.getString("moduleName"))
                .contains(
                        "eleven/m10.x-_",
                        "ofAnotherAccount/null",
                        "odd/with space",
                        "odd/alias",
                        "odd/desc",
                        "odd/FINE");
        assertThat(lines)
                .allMatch(line -> !line.getString("code").isEmpty()
                        && !line.getString("message").isEmpty());
        assertThat(modules()).isEqualTo(5 + 10 + 1);
        assertThat(products()).isEqualTo(3);
        CommandRun diff = run("diff", "--products", "odd,eleven");
        assertThat(diff.status()).isEqualTo(1);
        assertThat(diff.out())
                .contains("missing   eleven/m10.x-_\n", "missing   odd/with space\n")
                .endsWith("different\n");
    }

    @Test
    void readsAgainWhatWasDeletedSinceTheCheckpoint() throws IOException {
        IntStream.range(0, 3).forEach(i -> cloud.products().add(product("gone" + i, 2)));
        assertThat(run("copy").status()).isZero();
        Path checkpoint = directory.resolve("gone.checkpoint");
        String identity = cloud.endpoint() + " " + cloud.key().accessKeyId() + " - > account " + account.name() + " "
                + account.id() + " "
                + TestPostgres.text(
                        database,
                        "SELECT (extract(epoch FROM created_at) * 1000000)::bigint::text FROM account WHERE account_id = "
                                + account.id());
        Files.writeString(
                checkpoint,
                new JsonObject()
                                .put("otagateCheckpoint", 1)
                                .put("copy", identity)
                                .encode() + "\ngone0\ngone1\n");
        TestPostgres.execute(
                database,
                "DELETE FROM ota_module WHERE product_key = 'gone1'; DELETE FROM product WHERE product_key = 'gone1'");
        CommandRun copy = run("copy", "--checkpoint", checkpoint.toString());
        assertThat(copy.status()).as(copy.err()).isZero();
        assertThat(copy.json().get("skipped").asLong()).isEqualTo(1);
        assertThat(copy.count("products", "created")).isEqualTo(1);
        assertThat(products()).isEqualTo(3);
        assertThat(modules()).isEqualTo(6);
    }

    @Test
    void printsASummaryAlsoIfItFails() throws IOException {
        CommandRun copy = CommandRun.of(with(
                "copy",
                Stream.concat(
                                Stream.of("--account", account.name(), "--config", config.toString()),
                                source(cloud.endpoint(), cloud.key().accessKeyId(), "wrong"))
                        .toArray(String[]::new)));
        assertThat(copy.status()).isEqualTo(1);
        assertThat(copy.json().get("complete").asBoolean(true)).isFalse();
        assertThat(copy.err()).contains("the secret is not that of the access key");
    }

    @Test
    void changesNothingInADryRunAndNothingThatIsEqual() throws IOException {
        IntStream.range(0, 30).forEach(i -> cloud.products().add(product("dry" + i, 3)));
        CommandRun dry = run("copy", "--dry-run");
        assertThat(dry.status()).as(dry.err()).isZero();
        assertThat(products()).isZero();
        assertThat(dry.count("modules", "created")).isEqualTo(90);
        CommandRun first = run("copy");
        assertThat(first.json().get("modules")).isEqualTo(dry.json().get("modules"));
        CommandRun second = run("copy");
        assertThat(second.count("products", "unchanged")).isEqualTo(30);
        assertThat(second.count("modules", "unchanged")).isEqualTo(90);
        assertThat(second.count("modules", "created")).isZero();
        assertThat(run("diff", "--times").status()).isZero();
    }

    @Test
    void copiesAgainWhatHasChangedButKeepsWhatClientsHaveChanged() throws IOException {
        cloud.products().add(product("again", 4));
        assertThat(run("copy").status()).isZero();
        NewAccessKey key = gateway.key(account);
        TestClient client = new TestClient(gateway.endpoint());
        assertThat(client.send(SignedRequest.of(key, "UpdateOTAModule", "again")
                                .with("ModuleName", "m0.x-_")
                                .with("Desc", "by a client"))
                        .success())
                .isTrue();
        FakeProduct old = cloud.products().remove(0);
        List<FakeModule> changed = old.modules().stream()
                .map(module -> new FakeModule(
                        module.name(), "neu", module.desc(), module.created().plusSeconds(600)))
                .toList();
        cloud.products().add(new FakeProduct("again", "renamed", "", old.created(), changed));
        CommandRun copy = run("copy");
        assertThat(copy.status()).as(copy.err()).isZero();
        assertThat(copy.count("products", "updated")).isEqualTo(1);
        assertThat(copy.count("modules", "updated")).isEqualTo(3);
        assertThat(copy.count("modules", "kept")).isEqualTo(1);
        assertThat(TestPostgres.text(
                        database,
                        "SELECT description FROM ota_module WHERE product_key = 'again' AND module_name = 'm0.x-_'"))
                .isEqualTo("by a client");
    }

    @Test
    void doublesNothingIfTwoCopiesRunWhileClientsCreateModules() throws Exception {
        IntStream.range(0, 150).forEach(i -> cloud.products().add(product("busy" + i, 5)));
        cloud.failEvery(83);
        NewAccessKey key = gateway.key(account);
        String[] copy = arguments("copy");
        CompletableFuture<CommandRun> first = Background.supply(() -> CommandRun.of(copy));
        CompletableFuture<CommandRun> second = Background.supply(() -> CommandRun.of(copy));
        TestClient client = new TestClient(gateway.endpoint());
        // Until it exists, the product is unknown.
        for (int i = 0; i < 150; i++) {
            SignedRequest create = SignedRequest.createModule(key, "busy" + i, "client");
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> client.send(create.again()).success() || first.isDone() && second.isDone());
        }
        assertThat(first.get().status()).as(first.get().err()).isZero();
        assertThat(second.get().status()).as(second.get().err()).isZero();
        assertThat(products()).isEqualTo(150);
        assertThat(TestPostgres.number(
                        database,
                        "SELECT count(*) FROM ota_module WHERE module_name <> 'client' AND account_id = "
                                + account.id()))
                .isEqualTo(750);
        assertThat(first.get().count("modules", "created") + second.get().count("modules", "created"))
                .isEqualTo(750);
        assertThat(modules()).isGreaterThan(750);
        assertThat(run("diff").out()).contains("\n0 missing, ", " 0 different\n");
    }

    private static String[] with(String first, String... rest) {
        return Stream.concat(Stream.of(first), Stream.of(rest)).toArray(String[]::new);
    }
}
