package dev.otagate.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.account.Account;
import dev.otagate.account.NewAccessKey;
import dev.otagate.operation.OperationCatalogue;
import dev.otagate.support.RawConnection;
import dev.otagate.support.RawConnection.Response;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the console shows of its gateway. */
class ConsoleDataIT extends ConsoleTest {
    @Test
    void theCatalogueHasEachOperationWithTheRulesOfItsParameters() {
        List<JsonObject> operations = objects(browser.json("/console/api/catalogue"), "operations");

        assertThat(operations)
                .extracting(each -> each.getString("name"))
                .containsExactlyElementsOf(new OperationCatalogue()
                        .all().stream().map(each -> each.name()).toList());
        for (JsonObject operation : operations) {
            assertThat(operation.getString("summary")).isNotEmpty();
            for (JsonObject parameter : objects(operation, "parameters")) {
                assertThat(parameter.getString("description")).isNotEmpty();
                assertThat(parameter.getString("type")).isIn("string", "integer", "json");
            }
        }
        JsonObject create = operations.get(0);
        assertThat(create.getBoolean("changes")).isTrue();
        JsonObject name = objects(create, "parameters").get(1);
        assertThat(name.getString("name")).isEqualTo("ModuleName");
        assertThat(name.getBoolean("required")).isTrue();
        assertThat(name.getInteger("minLength")).isOne();
        assertThat(name.getInteger("maxLength")).isEqualTo(64);
        assertThat(Pattern.compile(name.getString("pattern")).matcher("a.b_c-1").find())
                .isTrue();
        assertThat(name.getString("example")).isEqualTo("ble");
    }

    @Test
    void theLiveViewCountsCreatesResponsesStagesAndBatches() {
        JsonObject before = browser.json("/console/api/live");
        TestClient client = new TestClient(gateway.endpoint());
        assertThat(client.send(SignedRequest.createModule(key, product, "live")).success())
                .isTrue();
        String batch =
                "[{\"ProductKey\":\"%1$s\",\"ModuleName\":\"live2\"},{\"ProductKey\":\"%1$s\",\"ModuleName\":\"live\"},"
                        + "{\"ProductKey\":\"%1$s\",\"ModuleName\":\"live3\"}]";
        SignedRequest created = SignedRequest.of(key, "BatchCreateOTAModule")
                .with("Modules", batch.formatted(product))
                .with("ClientToken", "live");
        assertThat(client.send(created).success()).isTrue();
        assertThat(client.send(created.again()).success()).isTrue();
        assertThat(client.send(SignedRequest.createModule(key, product, "live")).code())
                .isEqualTo("iot.ota.AlreadyExistedModuleName");

        JsonObject after = browser.json("/console/api/live");

        assertThat(after.getDouble("creates") - before.getDouble("creates")).isEqualTo(3);
        assertThat(after.getJsonObject("responses").getDouble("iot.ota.AlreadyExistedModuleName"))
                .isPositive();
        assertThat(after.getJsonObject("responses").getDouble("")).isPositive();
        JsonObject store = after.getJsonObject("stages").getJsonObject("store");
        assertThat(store.getLong("count")).isPositive();
        assertThat(store.getDouble("seconds")).isPositive();
        assertThat(store.getJsonObject("buckets").getLong("10.0")).isEqualTo(store.getLong("count"));
        assertThat(after.getJsonObject("batch").getLong("count"))
                .isGreaterThan(before.getJsonObject("batch").getLong("count"));
        assertThat(after.getDouble("queue")).isZero();
        assertThat(after.getJsonObject("pool").getMap()).isNotEmpty();
        assertThat(objects(after, "nodes"))
                .singleElement()
                .satisfies(node -> assertThat(node.getString("node")).isEqualTo(after.getString("node")));
    }

    @Test
    void anotherAccountsRequestsAreNotVisible() {
        Account stranger = gateway.account();
        NewAccessKey strangersKey = gateway.key(stranger);
        TestClient client = new TestClient(gateway.endpoint());
        String own = requestId(client.send(SignedRequest.createModule(key, product, "own")));
        String foreign =
                requestId(client.send(SignedRequest.createModule(strangersKey, gateway.product(stranger), "x")));
        String wrong = requestId(
                client.send(SignedRequest.createModule(key, product, "x").signedWith("wrong")));
        String foreignWrong = requestId(client.send(
                SignedRequest.createModule(strangersKey, product, "x").signedWith("wrong")));

        assertThat(ids(browser.json("/console/api/requests"), "requestId"))
                .contains(own)
                .doesNotContain(foreign);
        assertThat(ids(browser.json("/console/api/requests?operation=CreateOTAModule&limit=1"), "requestId"))
                .hasSize(1);
        assertThat(ids(browser.json("/console/api/requests?rejected=true"), "requestId"))
                .doesNotContain(own);
        JsonObject request = browser.json("/console/api/requests/" + own);
        assertThat(request.getString("operation")).isEqualTo("CreateOTAModule");
        assertThat(request.getJsonObject("parameters").getString("ModuleName")).isEqualTo("own");
        assertThat(request.getJsonObject("stages").getDouble("store")).isPositive();
        assertThat(request.encode()).doesNotContainIgnoringCase("signature");
        assertThat(browser.get("/console/api/requests/" + foreign).status()).isEqualTo(404);

        assertThat(ids(browser.json("/console/api/rejected"), "id"))
                .contains(wrong)
                .doesNotContain(foreignWrong);
        assertThat(explain(wrong).status()).isEqualTo(200);
        assertThat(new JsonObject(explain(wrong).body()).getString("verdict")).isEqualTo("no-known-mistake");
        assertThat(explain(foreignWrong).status()).isEqualTo(404);
    }

    @Test
    void explainsThePastedTextOfARequestOfItsOwnAccount() {
        String query = SignedRequest.createModule(key, product, "x")
                .signedWith(key.accessKeySecret() + "\n")
                .encoded();
        String url = gateway.endpoint() + "/?" + query;

        JsonObject verdict = new JsonObject(browser.post("/console/api/explain", new JsonObject().put("text", url))
                .body());

        assertThat(verdict.getString("verdict")).isEqualTo("matches");
        assertThat(verdict.getString("mistake")).isNotEmpty();
        assertThat(verdict.getString("fix")).isNotEmpty();
        NewAccessKey foreign = gateway.key(gateway.account());
        String other = gateway.endpoint() + "/?"
                + SignedRequest.createModule(foreign, product, "x").encoded();
        assertThat(new JsonObject(browser.post("/console/api/explain", new JsonObject().put("text", other))
                                .body())
                        .getString("verdict"))
                .isEqualTo("unknown-key");
        assertThat(browser.post("/console/api/explain", "{}").status()).isEqualTo(400);
        assertThat(browser.post("/console/api/explain", "{\"text\":7}").status())
                .isEqualTo(400);
    }

    @Test
    void explainsAFewRequestsAtATime() {
        SignedRequest large = SignedRequest.of(key, "BatchCreateOTAModule")
                .with("Modules", "蓝牙".repeat(1_500))
                .signedWith("wrong");
        JsonObject body = new JsonObject().put("text", "/?" + large.encoded());
        List<RawConnection> begun = Stream.generate(() -> browser.begin("/console/api/explain", body))
                .limit(20)
                .toList();

        List<Integer> statuses = begun.stream()
                .map(connection -> {
                    try (connection) {
                        return connection.response().status();
                    }
                })
                .toList();

        assertThat(statuses).contains(200, 503).containsOnly(200, 503);
        assertThat(browser.post("/console/api/explain", body).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=201", "limit=x", "before=x", "before=-1"})
    void rejectsAWrongPage(String query) {
        assertThat(browser.get("/console/api/requests?" + query).status()).isEqualTo(400);
    }

    @Test
    void addsTheTimesOfTheStagesToRelayedResponses() {
        JsonObject request = new JsonObject()
                .put("method", "GET")
                .put(
                        "target",
                        "/?"
                                + SignedRequest.of(key, "ListOTAModuleByProduct", product)
                                        .encoded());

        JsonObject response =
                new JsonObject(browser.post("/console/api/relay", request).body());

        assertThat(response.getJsonArray("headers").encode()).containsIgnoringCase("\"server-timing\"");
    }

    private Response explain(String id) {
        return browser.post("/console/api/explain", new JsonObject().put("id", id));
    }

    private static String requestId(TestClient.Reply reply) {
        return reply.json().get("requestId").asText();
    }

    private static List<String> ids(JsonObject json, String name) {
        return objects(json, "requests").stream()
                .map(each -> each.getString(name))
                .toList();
    }

    private static List<JsonObject> objects(JsonObject json, String name) {
        return json.getJsonArray(name).stream().map(JsonObject.class::cast).toList();
    }
}
