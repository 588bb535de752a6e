package dev.otagate.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.account.NewAccessKey;
import dev.otagate.support.ConsoleBrowser;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient;
import dev.otagate.support.TestClient.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The last requests of the node, as the console shows them. */
class RequestHistoryIT extends ConsoleTest {
    @Test
    void findsARequestByItsIdWithParametersAndStages() {
        SignedRequest create = SignedRequest.createModule(key, product, "found").with("Desc", "x".repeat(100));
        Reply reply = new TestClient(gateway.endpoint()).send(create);
        String id = reply.json().path("requestId").asText();

        JsonObject found = browser.json("/console/api/requests/" + id);

        assertThat(found.getString("operation")).isEqualTo("CreateOTAModule");
        assertThat(found.getString("accessKeyId")).isEqualTo(key.accessKeyId());
        assertThat(found.getString("address")).isEqualTo("127.0.0.1");
        assertThat(found.getString("code")).isEmpty();
        assertThat(found.getInteger("status")).isEqualTo(200);
        assertThat(found.getJsonObject("parameters").getMap())
                .containsEntry("ModuleName", "found")
                .containsEntry("ProductKey", product)
                .doesNotContainKeys("Signature", "SignatureNonce");
        assertThat(found.getJsonObject("stages").getMap()).containsKeys("verify", "store", "respond");
        assertThat(found.encode()).doesNotContain(create.parameters().get("Signature"));
        assertThat(reply.header("Server-Timing")).isEmpty();

        NewAccessKey stranger = gateway.key(gateway.account());
        ConsoleBrowser other = ConsoleBrowser.open(gateway, gateway.consoleLink(stranger));
        assertThat(other.get("/console/api/requests/" + id).status()).isEqualTo(404);
        assertThat(other.json("/console/api/requests").getJsonArray("requests")).isEmpty();
    }

    @Test
    void hasRequestsThatWereRejectedBeforeTheirSignatureWasVerified() {
        SignedRequest create = SignedRequest.createModule(key, product, "early").with("ClientToken", "token");
        TestClient client = new TestClient(gateway.endpoint());
        Map<String, SignedRequest> rejected = Map.of(
                "SignatureDoesNotMatch", create.signedWith("wrong"),
                "InvalidTimeStamp.Expired", create.with("Timestamp", "2020-01-01T00:00:00Z"));
        rejected.forEach((code, request) -> {
            Reply reply = client.send(request);
            assertThat(reply.code()).isEqualTo(code);

            JsonObject found = browser.json(
                    "/console/api/requests/" + reply.json().path("requestId").asText());

            assertThat(found.getString("code")).isEqualTo(code);
            assertThat(found.getString("operation")).isEqualTo("CreateOTAModule");
            assertThat(found.getString("accessKeyId")).isEqualTo(key.accessKeyId());
            assertThat(found.getJsonObject("parameters").getMap())
                    .containsOnlyKeys("ProductKey", "ModuleName", "ClientToken");
        });
        NewAccessKey stranger = gateway.key(gateway.account());
        assertThat(ConsoleBrowser.open(gateway, gateway.consoleLink(stranger))
                        .json("/console/api/requests")
                        .getJsonArray("requests"))
                .isEmpty();
    }

    @Test
    void explainsARejectedRequestThatTheNodeKeeps() {
        SignedRequest wrong =
                SignedRequest.createModule(key, product, "wrong").signedWith(key.accessKeySecret() + "\n");
        Reply reply = new TestClient(gateway.endpoint()).send(wrong);
        assertThat(reply.message()).endsWith(wrong.stringToSign());
        String id = reply.json().path("requestId").asText();

        JsonArray rejected = browser.json("/console/api/rejected").getJsonArray("requests");

        assertThat(rejected.stream().map(each -> ((JsonObject) each).getString("id")))
                .contains(id);
        String diagnosis = browser.post(
                        "/console/api/explain", new JsonObject().put("id", id).encode())
                .body();
        assertThat(new JsonObject(diagnosis).getString("mistake")).isEqualTo("secret-with-newline");
        assertThat(diagnosis).doesNotContain(key.accessKeySecret());
        assertThat(browser.json("/console/api/requests/" + id).getString("code"))
                .isEqualTo("SignatureDoesNotMatch");
    }

    @Test
    void theRelayGetsTheTimesOfTheStages() {
        SignedRequest create = SignedRequest.createModule(key, product, "timed");
        JsonObject request = new JsonObject()
                .put("method", "GET")
                .put("target", "/?" + create.encoded())
                .put("headers", new JsonArray());

        JsonObject response = new JsonObject(
                browser.post("/console/api/relay", request.encode()).body());

        List<String> headers =
                response.getJsonArray("headers").stream().map(Object::toString).toList();
        assertThat(headers)
                .anyMatch(header ->
                        header.toLowerCase(Locale.ROOT).contains("server-timing") && header.contains("store;dur="));
    }
}
