package dev.otagate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otagate.account.Account;
import dev.otagate.account.NewAccessKey;
import dev.otagate.config.ConfigException;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.support.FaultyProxy;
import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient;
import dev.otagate.support.TestClient.Reply;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A gateway on a database whose settings, or whose disk, do not keep what it acknowledges. */
@ExtendWith(TestPostgres.class)
@SameOnEveryJdk
class DurabilityIT {
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private DatabaseAddress database;
    private String alterRole;

    @BeforeEach
    void name(DatabaseAddress address) {
        database = address;
        alterRole = "ALTER ROLE CURRENT_USER IN DATABASE " + address.database();
    }

    @AfterEach
    void reset() {
        TestPostgres.execute(database, alterRole + " RESET ALL");
        TestPostgres.execute(database, "DROP TRIGGER IF EXISTS disk_full ON ota_module");
    }

    @Test
    void isNotStartedOnADatabaseThatAcknowledgesBeforeItWrites() {
        TestPostgres.execute(database, alterRole + " SET synchronous_commit = off");

        assertThatThrownBy(() -> TestGateway.start(database))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("synchronous_commit is off")
                .hasMessageContaining("database.allowDataLoss: true")
                .message()
                .hasLineCount(1);
    }

    @Test
    void isStartedOnItIfTheSettingsAllowTheLoss() {
        TestPostgres.execute(database, alterRole + " SET synchronous_commit = off");

        try (TestGateway gateway = TestGateway.start(database, Map.of("OTAGATE_DATABASE_ALLOW_DATA_LOSS", "true"))) {
            assertThat(new Creates(gateway).send().success()).isTrue();
        }
    }

    @Test
    void noticesAChangeOfTheRoleWhenItConnectsAgain() {
        try (FaultyProxy proxy = new FaultyProxy(database);
                TestGateway gateway = TestGateway.start(proxy.address(), database, Map.of())) {
            Creates creates = new Creates(gateway);
            TestPostgres.execute(database, alterRole + " SET synchronous_commit = off");
            proxy.drop();

            Awaitility.await().atMost(TEN_SECONDS).until(() -> ready(gateway).contains("synchronous_commit is off"));
            assertThat(creates.send().status()).isEqualTo(503);
            TestPostgres.execute(database, alterRole + " RESET synchronous_commit");

            Awaitility.await().atMost(TEN_SECONDS).until(() -> creates.send().success());
            Awaitility.await().atMost(TEN_SECONDS).until(() -> ready(gateway).startsWith("200"));
        }
    }

    @Test
    void isNotReadyWhileTheDiskIsFullAndSaysSo() throws IOException, InterruptedException {
        TestPostgres.execute(database, """
                CREATE OR REPLACE FUNCTION disk_full() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE 'could not extend file: No space left on device' USING ERRCODE = 'disk_full';
                END $$;
                CREATE TRIGGER disk_full BEFORE INSERT ON ota_module FOR EACH ROW EXECUTE FUNCTION disk_full()""");
        try (TestGateway gateway = TestGateway.start(database)) {
            Creates creates = new Creates(gateway);
            assertThat(creates.send().status()).isEqualTo(503);

            assertThat(ready(gateway)).startsWith("503").contains("No space left on device", "free space on the disk");
            TestPostgres.execute(database, "DROP TRIGGER disk_full ON ota_module");

            Awaitility.await().atMost(TEN_SECONDS).until(() -> ready(gateway).startsWith("200"));
            assertThat(creates.send().success()).isTrue();
        }
    }

    @Test
    void isStartedOnAMachineThatLogsInSlowlyWhateverTheStoresDeadline() {
        try (FaultyProxy proxy = new FaultyProxy(database)) {
            proxy.slowDownLogins(Duration.ofMillis(400));
            try (TestGateway gateway =
                    TestGateway.start(proxy.address(), database, Map.of("OTAGATE_STORE_DEADLINE_MS", "200"))) {
                proxy.slowDownLogins(Duration.ZERO);
                Creates creates = new Creates(gateway);
                Awaitility.await()
                        .atMost(TEN_SECONDS)
                        .until(() -> creates.send().success());
            }
        }
    }

    private static String ready(TestGateway gateway) throws IOException, InterruptedException {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(gateway.managementEndpoint() + "/health/ready"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    /** Creates in a product of their own. */
    private static final class Creates {
        private final TestClient client;
        private final TestGateway gateway;
        private final Account account;
        private final NewAccessKey key;

        Creates(TestGateway gateway) {
            this.gateway = gateway;
            client = new TestClient(gateway.endpoint());
            account = gateway.account();
            key = gateway.key(account);
        }

        Reply send() {
            return client.send(SignedRequest.createModule(key, gateway.product(account), "m" + UUID.randomUUID()));
        }
    }
}
