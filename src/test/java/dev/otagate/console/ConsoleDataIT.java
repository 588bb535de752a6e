package dev.otagate.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.operation.OperationCatalogue;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

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
        assertThat(client.send(SignedRequest.createModule(key, product, "live")).code())
                .isEqualTo("iot.ota.AlreadyExistedModuleName");

        JsonObject after = browser.json("/console/api/live");

        assertThat(after.getDouble("creates") - before.getDouble("creates")).isEqualTo(1);
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
        assertThat(browser.get("/console/api/requests").status()).isEqualTo(200);
        assertThat(browser.get("/console/api/requests/unknown").status()).isEqualTo(404);
        assertThat(browser.get("/console/api/requests?limit=0").status()).isEqualTo(400);
        assertThat(browser.get("/console/api/requests?limit=201").status()).isEqualTo(400);
        assertThat(browser.get("/console/api/requests?before=x").status()).isEqualTo(400);
        assertThat(browser.get("/console/api/rejected").status()).isEqualTo(200);
    }

    private static List<JsonObject> objects(JsonObject json, String name) {
        return json.getJsonArray(name).stream().map(JsonObject.class::cast).toList();
    }
}
