package dev.otagate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import dev.otagate.account.NewAccessKey;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.support.GatewayJar;
import dev.otagate.support.RawConnection;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A gateway in a process of its own that is attacked, and an honest client. */
@ExtendWith(TestPostgres.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AttackTest {
    static final List<String> HEAP = List.of("-Xmx320m");
    static final String FORM = "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n";
    // The heap, and 160 MiB for all else.
    private static final long MAX_RESIDENT_KIB = 480 * 1024;
    private static final int REQUESTS_DURING_AN_ATTACK = 4;
    private static final Duration PROMPT = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newHttpClient();
    GatewayJar gateway;
    NewAccessKey key;
    private String product;
    private int modules;

    @BeforeAll
    void startGateway(DatabaseAddress database) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of(
                "OTAGATE_DATABASE_EMBEDDED",
                "false",
                "OTAGATE_DATABASE_URI",
                TestGateway.uri(database),
                "OTAGATE_SECRETS_MASTER_KEY",
                "A".repeat(43) + "=",
                "OTAGATE_HTTP_EVENT_LOOPS",
                "1"));
        settings.putAll(settings());
        gateway = GatewayJar.inEmptyDirectory(settings);
        start();
        String account = getClass().getSimpleName();
        gateway.run("account", "create", account);
        var made = gateway.run("key", "create", "--account", account).json();
        key = new NewAccessKey(
                made.get("accessKeyId").asText(), made.get("accessKeySecret").asText());
        product = gateway.run("product", "create", "--account", account)
                .json()
                .get("productKey")
                .asText();
        // The first request of a JVM is slow.
        assertHonestRequestSucceeds();
    }

    Map<String, String> settings() throws Exception {
        return Map.of();
    }

    void start() throws IOException {
        gateway.start(HEAP, "serve");
    }

    RawConnection connect() {
        return new RawConnection(gateway.port());
    }

    @AfterAll
    void stopGateway() {
        if (gateway != null) {
            gateway.close();
        }
    }

    /** While an attack goes on, the gateway serves others, and its memory is bounded. */
    void assertServesOthersDuring(AutoCloseable... attack) {
        try {
            for (int i = 0; i < REQUESTS_DURING_AN_ATTACK; i++) {
                assertThat(live()).isEqualTo(200);
                assertHonestRequestSucceeds();
                assertThat(gateway.residentKib()).isLessThan(MAX_RESIDENT_KIB);
            }
        } finally {
            for (AutoCloseable crowd : attack) {
                assertThatCode(crowd::close).doesNotThrowAnyException();
            }
        }
    }

    /** On a new connection, within the time that a client waits; 503 is retried as clients do. */
    void assertHonestRequestSucceeds() {
        String action = modules++ % 2 == 0 ? "CreateOTAModule" : "DeleteOTAModule";
        await().pollInSameThread()
                .ignoreException(UncheckedIOException.class)
                .atMost(PROMPT)
                .untilAsserted(() -> {
                    String query = SignedRequest.of(key, action, product)
                            .with("ModuleName", "ble")
                            .encoded();
                    try (RawConnection connection = connect()) {
                        assertThat(connection.get(query).body()).contains("\"success\":true");
                    }
                });
    }

    private int live() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.managementEndpoint() + "/health/live"))
                .timeout(PROMPT)
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .join()
                .statusCode();
    }

    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A wrong signature of the known key over a form of so many octets, all of which must be encoded. */
    byte[] wrongSignature(int octets) {
        SignedRequest request = SignedRequest.createModule(key, product, "ble")
                .with("Desc", "*".repeat(octets - 400))
                .signedWith("wrong");
        String form = request.post().encoded();
        return octets(FORM + "Content-Length: " + form.length() + "\r\n\r\n" + form);
    }
}
