package dev.otagate.cli;

import dev.otagate.account.Account;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.support.FakeCloud;
import dev.otagate.support.FakeCloud.FakeModule;
import dev.otagate.support.FakeCloud.FakeProduct;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A gateway as the target of copies, an account for each test, and a fake of Alibaba's endpoint. */
@ExtendWith(TestPostgres.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CopyTest {
    static final Instant CREATED = Instant.parse("2019-02-20T02:16:09Z");

    @TempDir
    Path directory;

    DatabaseAddress database;
    TestGateway gateway;
    Account account;
    FakeCloud cloud;
    Path config;

    @BeforeAll
    void startGateway(DatabaseAddress own) {
        database = own;
        gateway = TestGateway.start(own);
    }

    @BeforeEach
    void startCloud() throws IOException {
        account = gateway.account();
        cloud = FakeCloud.start();
        config = CommandRun.config(directory, database);
    }

    @AfterEach
    void stopCloud() {
        cloud.close();
    }

    @AfterAll
    void stopGateway() {
        gateway.close();
    }

    /** Runs a command on the cloud and on the account in the database. */
    CommandRun run(String command, String... more) throws IOException {
        return CommandRun.of(arguments(command, more));
    }

    String[] arguments(String command, String... more) throws IOException {
        return Stream.concat(
                        Stream.of(command, "--account", account.name(), "--config", config.toString()),
                        Stream.concat(
                                source(
                                        cloud.endpoint(),
                                        cloud.key().accessKeyId(),
                                        cloud.key().accessKeySecret()),
                                Stream.of(more)))
                .toArray(String[]::new);
    }

    /** The options for a source without a limit on the rate. */
    Stream<String> source(String endpoint, String keyId, String secret) throws IOException {
        return Stream.of(
                "--from",
                endpoint,
                "--from-key",
                keyId,
                "--from-secret-file",
                secretFile(secret),
                "--rate",
                "0",
                "--retry-seconds",
                "20");
    }

    String secretFile(String secret) throws IOException {
        return Files.writeString(directory.resolve("secret-" + secret.hashCode()), secret + "\n")
                .toString();
    }

    static FakeProduct product(String key, int modules) {
        List<FakeModule> made = new ArrayList<>();
        IntStream.range(0, modules)
                .forEach(i -> made.add(new FakeModule(
                        "m" + i + ".x-_",
                        i % 3 == 0 ? null : "模块" + i,
                        i % 4 == 0 ? null : "说明 𠮷🚗 \"\\\n" + key + "'" + i,
                        CREATED.plusSeconds(61L * i))));
        return new FakeProduct(key, "产品" + key, "灯 𠮷", 1581595942123L, made);
    }

    long modules() {
        return TestPostgres.number(database, "SELECT count(*) FROM ota_module WHERE account_id = " + account.id());
    }

    long products() {
        return TestPostgres.number(database, "SELECT count(*) FROM product WHERE account_id = " + account.id());
    }
}
