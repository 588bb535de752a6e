package dev.otagate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.otagate.account.NewAccessKey;
import dev.otagate.support.GatewayJar;
import dev.otagate.support.GatewayJar.Run;
import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.SignedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** {@code init}, {@code backup}, {@code restore} and {@code key reissue}, by the jar, from one directory to another. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SameOnEveryJdk
class BackupIT {
    private static final String PRODUCT = "pk1";

    private GatewayJar old;
    private GatewayJar fresh;
    private Path backup;
    private NewAccessKey key;
    private SignedRequest used;
    private String modules;

    @BeforeAll
    void makeDirectories() throws IOException {
        old = GatewayJar.inEmptyDirectory().withUnpackedPostgres();
        fresh = GatewayJar.inEmptyDirectory().withUnpackedPostgres();
        backup = old.directory().resolve("otagate.backup");
    }

    @AfterAll
    void stopGateways() {
        old.close();
        fresh.close();
    }

    @Test
    @Order(1)
    void startsByTheSettingsThatInitWrites() throws Exception {
        Run made = old.run("init");
        assertThat(made.json().get("settings").asText())
                .isEqualTo(old.directory().resolve("conf/gateway.yaml").toString());
        assertThat(Files.getPosixFilePermissions(masterKey(old)))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        Run again = old.run("init");
        assertThat(again.status()).isEqualTo(1);
        assertThat(again.err()).contains("is already there");

        old.start();

        key = keyOfNewAccount(old);
        for (int i = 1; i <= 10; i++) {
            assertThat(create(old, key, "m" + i, "蓝牙模块\t\\" + i)).isEmpty();
        }
        assertThat(old.directory().resolve("data/master.key")).doesNotExist();
    }

    @Test
    @Order(2)
    void backsUpWhileTheGatewayServes() throws Exception {
        used = SignedRequest.createModule(key, PRODUCT, "m1");
        assertThat(old.client().send(used).code()).isEqualTo("iot.ota.AlreadyExistedModuleName");
        modules = modules(old, key);

        Run made = old.run("backup", backup.toString());

        assertThat(made.json().get("rows").get("ota_module").asInt()).isEqualTo(10);
        assertThat(made.err()).contains("does not have the master key");
        assertThat(Files.getPosixFilePermissions(backup)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(old.run("backup", backup.toString()).err()).contains("is already there");
        old.terminate();
    }

    @Test
    @Order(3)
    void restoresNothingOfADamagedBackup() throws Exception {
        Path damaged = backup.resolveSibling("damaged.backup");
        byte[] octets = Files.readAllBytes(backup);
        for (int i = 200; i < 240; i++) {
            octets[i] ^= 1;
        }
        Files.write(damaged, octets);

        Run run = fresh.run("restore", damaged.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err().lines().filter(line -> line.startsWith("otagate: ")))
                .hasSize(1);
    }

    @Test
    @Order(4)
    void restoresWhatTheGatewayHadIntoAnotherDirectory() throws Exception {
        Run restored = fresh.run("restore", backup.toString());
        assertThat(restored.status()).isZero();
        assertThat(restored.err()).contains("master key");
        assertThat(fresh.run("restore", backup.toString()).err()).contains("has accounts already");
        Run rejected = fresh.run("serve");
        assertThat(rejected.status()).isEqualTo(1);
        assertThat(rejected.err()).contains("otagate: secrets.masterKeyFile: there is no file", "key reissue");

        Files.copy(masterKey(old), fresh.directory().resolve("data/master.key"));
        fresh.start();

        assertThat(modules(fresh, key)).isEqualTo(modules);
        assertThat(create(fresh, key, "eleventh", "x")).isEqualTo("iot.ota.ModuleCountExceedMax");
        assertThat(fresh.client().send(used).code()).isEqualTo("SignatureNonceUsed");
        assertThat(fresh.run("account", "create", "second").status()).isZero();
        fresh.terminate();
    }

    @Test
    @Order(5)
    void reissuesKeysWhoseMasterKeyIsLost() throws Exception {
        fresh.run("init");
        assertThat(fresh.run("serve").err()).contains("were sealed with another key", "key reissue");
        assertThat(fresh.run("key", "list", "--account", "line").status()).isZero();

        JsonNode reissued =
                fresh.run("key", "reissue", "--all", "--account", "line").json();
        assertThat(reissued.get("accessKeyId").asText()).isEqualTo(key.accessKeyId());
        fresh.start();

        NewAccessKey again = new NewAccessKey(
                key.accessKeyId(), reissued.get("accessKeySecret").asText());
        assertThat(modules(fresh, again)).isEqualTo(modules);
        assertThat(create(fresh, key, "b", "x")).isEqualTo("SignatureDoesNotMatch");
    }

    private static Path masterKey(GatewayJar jar) {
        return jar.directory().resolve("conf/master.key");
    }

    private static NewAccessKey keyOfNewAccount(GatewayJar jar) {
        jar.run("account", "create", "line");
        jar.run("product", "create", "--account", "line", "--product-key", PRODUCT);
        JsonNode key = jar.run("key", "create", "--account", "line").json();
        return new NewAccessKey(
                key.get("accessKeyId").asText(), key.get("accessKeySecret").asText());
    }

    private static String create(GatewayJar jar, NewAccessKey key, String name, String description) {
        return jar.client()
                .send(SignedRequest.createModule(key, PRODUCT, name).with("Desc", description))
                .code();
    }

    private static String modules(GatewayJar jar, NewAccessKey key) {
        return jar.client()
                .send(SignedRequest.of(key, "ListOTAModuleByProduct", PRODUCT))
                .json()
                .get("data")
                .toString();
    }
}
