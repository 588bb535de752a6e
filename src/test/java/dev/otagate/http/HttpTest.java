package dev.otagate.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.account.Account;
import dev.otagate.account.NewAccessKey;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.support.RawConnection;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A gateway with one event loop and narrow limits, and an honest client. */
@ExtendWith(TestPostgres.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HttpTest {
    static final int MAX_CONNECTIONS = 64;
    static final int MAX_UNVERIFIED_BYTES = 1_048_576;
    private static final Duration PROMPT = Duration.ofSeconds(2);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    TestGateway gateway;
    private NewAccessKey key;
    private Account account;
    private String product;
    private int modules;

    /** Settings beside the narrow limits, by their names in the environment. */
    Map<String, String> settings() {
        return Map.of();
    }

    @BeforeAll
    void startGateway(DatabaseAddress database) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "OTAGATE_HTTP_EVENT_LOOPS", "1",
                "OTAGATE_HTTP_MAX_CONNECTIONS", Integer.toString(MAX_CONNECTIONS),
                "OTAGATE_HTTP_MAX_UNVERIFIED_BYTES", Integer.toString(MAX_UNVERIFIED_BYTES)));
        settings.putAll(settings());
        gateway = TestGateway.start(database, settings);
        account = gateway.account();
        key = gateway.key(account);
        // The first request of a JVM is slow.
        try (RawConnection connection = new RawConnection(gateway.port())) {
            assertCreates(connection);
        }
    }

    @AfterAll
    void stopGateway() {
        if (gateway != null) {
            gateway.close();
        }
    }

    /** A signed query that creates a module. */
    String create() {
        if (modules++ % 10 == 0) {
            product = gateway.product(account);
        }
        return SignedRequest.createModule(key, product, "m" + modules).encoded();
    }

    void assertCreates(RawConnection connection) {
        assertThat(connection.get(create()).body()).contains("\"success\":true");
    }

    /** A new client creates a module without delay. */
    void assertServesNewClients() {
        String query = create();
        long start = System.nanoTime();
        try (RawConnection connection = new RawConnection(gateway.port())) {
            assertThat(connection.get(query).body()).contains("\"success\":true");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PROMPT);
    }

    /** The value of a meter without labels, or with the labels in the name. The gateway keeps the page for a second: wait for a value. */
    double meter(String name) {
        HttpRequest metrics = HttpRequest.newBuilder(URI.create(gateway.managementEndpoint() + "/metrics"))
                .timeout(Duration.ofSeconds(10))
                .build();
        return client.sendAsync(metrics, HttpResponse.BodyHandlers.ofString())
                .join()
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .findFirst()
                .orElseThrow();
    }
}
