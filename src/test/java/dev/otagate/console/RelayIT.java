package dev.otagate.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.support.ConsoleBrowser;
import dev.otagate.support.RawConnection;
import dev.otagate.support.RawConnection.Response;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestPostgres;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that the page sends to the API through the relay. */
class RelayIT extends ConsoleTest {
    private static final String RELAY = "/console/api/relay";

    @AfterEach
    void useTheConsolesOwnPage() {
        browser.host("127.0.0.1:" + gateway.managementPort()).origin(gateway.managementEndpoint());
    }

    @Test
    void relaysASignedRequestAndItsResponse() {
        SignedRequest create = SignedRequest.createModule(key, product, "relayed");

        JsonObject response = relay(get(create));

        assertThat(response.getInteger("status")).isEqualTo(200);
        JsonObject body = new JsonObject(response.getString("body"));
        assertThat(body.getBoolean("success")).isTrue();
        assertThat(response.getString("requestId")).isEqualTo(body.getString("requestId"));
        assertThat(response.getDouble("durationMs")).isPositive();
        assertThat(headers(response)).anyMatch(header -> header.startsWith("content-type: application/json"));
        assertThat(TestPostgres.number(database, "SELECT count(*) FROM ota_module WHERE module_name = 'relayed'"))
                .isOne();
    }

    @Test
    void relaysAFormAndTheHostOfTheApi() {
        SignedRequest create = SignedRequest.createModule(key, product, "form")
                .with("Desc", "蓝牙 +&=")
                .post();
        JsonObject request = new JsonObject()
                .put("method", "POST")
                .put("target", "/")
                .put(
                        "headers",
                        new JsonArray()
                                .add(new JsonArray().add("content-type").add("application/x-www-form-urlencoded"))
                                .add(new JsonArray().add("Host").add("evil.example"))
                                .add(new JsonArray().add("Transfer-Encoding").add("chunked"))
                                .add(new JsonArray().add("X-Forwarded-For").add("8.8.8.8"))
                                .add(new JsonArray().add("Connection").add("close")))
                .put("body", create.encoded());

        assertThat(new JsonObject(relay(request).getString("body")).getBoolean("success"))
                .isTrue();
    }

    @Test
    void returnsAnErrorOfTheApiAsItIs() {
        JsonObject response =
                relay(get(SignedRequest.createModule(key, product, "x").signedWith("another")));

        assertThat(response.getInteger("status")).isEqualTo(400);
        assertThat(response.getString("body")).contains("SignatureDoesNotMatch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "http://127.0.0.1:1", "null", "https://localhost", ""})
    void rejectsAForeignOrigin(String origin) {
        assertThat(browser.origin(origin).post(RELAY, get(any())).status()).isEqualTo(403);
        assertThat(browser.origin(origin).post("/console/api/explain", "{}").status())
                .isEqualTo(403);
    }

    @Test
    void rejectsARequestWithoutOriginAndAForeignHost() {
        assertThat(browser.origin(null).post(RELAY, get(any())).status()).isEqualTo(403);
        browser.origin("http://evil.example").host("evil.example");
        assertThat(browser.post(RELAY, get(any())).status()).isEqualTo(403);
    }

    @Test
    void rejectsARequestWithoutASession() {
        Response response = new ConsoleBrowser(gateway.managementPort()).post(RELAY, get(any()));

        assertThat(response.status()).isEqualTo(401);
        assertThat(response.body()).contains("otagate console");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "",
                "{\"method\":\"PUT\",\"target\":\"/\"}",
                "{\"method\":\"GET\",\"target\":\"http://evil.example/\"}",
                "{\"method\":\"GET\",\"target\":\"@evil.example/\"}",
                "{\"method\":\"GET\",\"target\":\"/ HTTP/1.1\\r\\nX: y\"}",
                "{\"method\":\"GET\",\"target\":7}",
                "{\"method\":\"GET\",\"target\":\"/\",\"headers\":7}",
                "{\"method\":\"GET\",\"target\":\"/\",\"headers\":[[\"a\"]]}",
                "{\"method\":\"GET\",\"target\":\"/\",\"headers\":[[\"a\",\"b\\r\\nc: d\"]]}",
                "{\"method\":\"GET\",\"target\":\"/\",\"headers\":[[\"a b\",\"c\"]]}",
                "{\"method\":\"POST\",\"target\":\"/\",\"body\":{}}"
            })
    void rejectsWhatIsNoRequest(String body) {
        Response response = browser.post(RELAY, body);

        assertThat(response.status()).isEqualTo(400);
        assertThat(new JsonObject(response.body()).getString("message")).isNotEmpty();
    }

    @Test
    void boundsWhatIsRelayed() {
        JsonObject request = new JsonObject().put("method", "POST").put("target", "/");
        assertThat(browser.post(RELAY, request.copy().put("body", "a".repeat(262_144)))
                        .status())
                .isEqualTo(200);
        assertThat(browser.post(RELAY, request.copy().put("body", "a".repeat(262_145)))
                        .status())
                .isEqualTo(400);
        assertThat(browser.post(RELAY, request.copy().put("target", "/" + "a".repeat(65_536)))
                        .status())
                .isEqualTo(400);
        assertThat(browser.post(RELAY, " ".repeat(600_000)).status()).isEqualTo(400);
        JsonArray headers = new JsonArray();
        for (int i = 0; i <= 64; i++) {
            headers.add(new JsonArray().add("a" + i).add("b"));
        }
        assertThat(browser.post(RELAY, request.copy().put("headers", headers)).status())
                .isEqualTo(400);
    }

    @Test
    void boundsTheRequestsInProgress() throws Exception {
        List<RawConnection> connections = new ArrayList<>();
        // A lock keeps the relayed requests waiting.
        try (Connection lock = database.dataSource().getConnection()) {
            lock.setAutoCommit(false);
            lock.createStatement().execute("LOCK TABLE ota_module IN ACCESS EXCLUSIVE MODE");
            for (int i = 0; i < RelayEndpoint.MAX_IN_PROGRESS; i++) {
                connections.add(browser.begin(RELAY, get(SignedRequest.createModule(key, product, "m" + i))));
            }
            Awaitility.await()
                    .untilAsserted(() ->
                            assertThat(browser.post(RELAY, get(any())).status()).isEqualTo(503));
            lock.commit();
        }
        for (RawConnection connection : connections) {
            assertThat(connection.response().status()).isEqualTo(200);
            connection.close();
        }
        assertThat(browser.post(RELAY, get(any())).status()).isEqualTo(200);
    }

    private SignedRequest any() {
        return SignedRequest.of(key, "ListOTAModuleByProduct", product);
    }

    private static JsonObject get(SignedRequest request) {
        return new JsonObject().put("method", "GET").put("target", "/?" + request.encoded());
    }

    private JsonObject relay(JsonObject request) {
        Response response = browser.post(RELAY, request);
        assertThat(response.status()).as(response.body()).isEqualTo(200);
        return new JsonObject(response.body());
    }

    private static List<String> headers(JsonObject response) {
        return response.getJsonArray("headers").stream()
                .map(pair -> ((JsonArray) pair).getString(0).toLowerCase(Locale.ROOT) + ": "
                        + ((JsonArray) pair).getString(1))
                .toList();
    }
}
