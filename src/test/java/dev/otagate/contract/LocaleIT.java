package dev.otagate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.account.Account;
import dev.otagate.account.NewAccessKey;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient;
import dev.otagate.support.TestClient.Reply;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** In a database whose locale puts {@code I} in lower case as a letter without a dot. */
@ExtendWith(TestPostgres.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocaleIT {
    private static final String TAKEN = "iot.ota.AlreadyExistedModuleName";

    private TestGateway gateway;
    private TestClient client;
    private NewAccessKey key;
    private String product;

    @BeforeAll
    void start(DatabaseAddress own) {
        TestPostgres.execute(
                own, "CREATE DATABASE turkish LOCALE_PROVIDER icu ICU_LOCALE 'tr-TR' LOCALE 'C' TEMPLATE template0");
        DatabaseAddress turkish = own.withDatabase("turkish");
        gateway = TestGateway.start(turkish, Map.of());
        client = new TestClient(gateway.endpoint());
        Account account = gateway.account();
        key = gateway.key(account);
        product = gateway.product(account);
    }

    @AfterAll
    void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void knowsANameInAnyCase() {
        assertThat(create("WIFI").code()).isEmpty();

        assertThat(create("wifi").code()).isEqualTo(TAKEN);
        assertThat(create("WIFI").code()).isEqualTo(TAKEN);
        assertThat(client.send(of("DeleteOTAModule", "wifi")).code()).isEmpty();
        assertThat(create("wifi").code()).isEmpty();
        assertThat(client.send(of("UpdateOTAModule", "WIFI").with("Desc", "x")).code())
                .isEmpty();
        assertThat(client.send(of("DeleteOTAModule", "WIFI")).code()).isEmpty();
    }

    @Test
    void findsANameInAnyCaseIfTheFirstResponseIsStored() {
        assertThat(create("TIMER").code()).isEmpty();

        assertThat(client.send(SignedRequest.createModule(key, product, "timer").with("ClientToken", "t"))
                        .code())
                .isEqualTo(TAKEN);
    }

    @Test
    void knowsANameInAnyCaseWithinOneRequest() {
        String modules = Stream.of("DIAL", "dial")
                .map(name -> "{\"ProductKey\":\"" + product + "\",\"ModuleName\":\"" + name + "\"}")
                .collect(Collectors.joining(",", "[", "]"));

        String response = client.send(
                        SignedRequest.of(key, "BatchCreateOTAModule").with("Modules", modules))
                .body();

        assertThat(response)
                .contains("\"moduleName\":\"DIAL\",\"success\":true")
                .contains(TAKEN);
    }

    private Reply create(String name) {
        return client.send(SignedRequest.createModule(key, product, name));
    }

    private SignedRequest of(String action, String name) {
        return SignedRequest.of(key, action, product).with("ModuleName", name);
    }
}
