package dev.otagate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient.Reply;
import dev.otagate.support.TestPostgres;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiblingOperationsIT extends ContractTest {
    @Test
    void listsModulesOldestFirst() {
        assertThat(client.send(list()).body()).startsWith("{\"code\":\"\",\"data\":[],\"requestId\":");
        client.send(create("zzz").with("AliasName", "蓝牙\uD842\uDFB7").with("Desc", "first"));
        client.send(create("aaa"));

        Reply reply = client.send(list());

        assertThat(reply.body())
                .matches("\\{\"code\":\"\",\"data\":\\[\\{\"aliasName\":\"蓝牙\uD842\uDFB7\",\"desc\":\"first\","
                        + "\"gmtCreate\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\dZ\",\"gmtModified\":\"[0-9T:-]+Z\","
                        + "\"moduleName\":\"zzz\",\"productKey\":\"" + product + "\"},"
                        + "\\{\"gmtCreate\":\"[0-9T:-]+Z\",\"gmtModified\":\"[0-9T:-]+Z\",\"moduleName\":\"aaa\","
                        + "\"productKey\":\"" + product + "\"}\\],\"requestId\":\"[0-9a-f-]{36}\",\"success\":true}");
    }

    @Test
    void keepsTheOrderInWhichModulesOfOneBatchCame() {
        client.sendAll(IntStream.range(0, 10).mapToObj(i -> create("m" + i)).toList());
        List<String> names = names();

        assertThat(names).hasSize(10).doesNotHaveDuplicates();
        assertThat(names()).isEqualTo(names);
    }

    @Test
    void changesWhatIsGivenAndKeepsTheRest() {
        client.send(create("Ble").with("AliasName", "a").with("Desc", "d"));

        assertThat(client.send(update("bLE").with("AliasName", "b")).success()).isTrue();
        assertThat(first("aliasName")).isEqualTo("b");
        assertThat(first("desc")).isEqualTo("d");
        assertThat(client.send(update("ble").with("Desc", "")).success()).isTrue();
        assertThat(first("aliasName")).isEqualTo("b");
        assertThat(first("desc")).isEmpty();
        assertThat(first("moduleName")).isEqualTo("Ble");
    }

    @Test
    void deletesAModuleAndFreesItsPlace() {
        client.sendAll(IntStream.range(0, 10).mapToObj(i -> create("m" + i)).toList());
        assertThat(client.send(create("more")).code()).isEqualTo("iot.ota.ModuleCountExceedMax");

        assertThat(client.send(delete("M4")).success()).isTrue();
        assertThat(client.send(delete("m4")).code()).isEqualTo("iot.ota.NotExistedModule");
        assertThat(client.send(create("more")).success()).isTrue();
        assertThat(names()).hasSize(10).contains("more").doesNotContain("m4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UpdateOTAModule", "DeleteOTAModule"})
    void rejectsWhatIsNotThere(String action) {
        SignedRequest request = SignedRequest.of(key, action, product);

        assertThat(client.send(request.with("ModuleName", "none")).code()).isEqualTo("iot.ota.NotExistedModule");
        assertThat(client.send(request.again().with("ModuleName", "")).code()).isEqualTo("iot.ota.NullModuleName");
        assertThat(client.send(request.again().with("ModuleName", "m").with("ProductKey", "nosuch"))
                        .code())
                .isEqualTo("iot.prod.NotExistedProduct");
        assertThat(client.send(request.again().with("ModuleName", "Default")).code())
                .isEqualTo(
                        action.startsWith("Delete") ? "iot.ota.DefaultModuleNotDeletable" : "iot.ota.NotExistedModule");
    }

    @Test
    void returnsTheSameForAForeignAndAnUnknownProduct() {
        String foreign = gateway.product(gateway.account());

        assertThat(client.send(SignedRequest.of(key, "ListOTAModuleByProduct", foreign))
                        .code())
                .isEqualTo("iot.prod.NotExistedProduct");
        assertThat(client.send(SignedRequest.of(key, "ListOTAModuleByProduct", "nosuch"))
                        .code())
                .isEqualTo("iot.prod.NotExistedProduct");
    }

    @Test
    void rejectsAReplayOfEveryOperation() {
        client.send(create("ble"));
        for (SignedRequest request : List.of(list(), update("ble").with("Desc", "x"), delete("ble"))) {
            assertThat(client.send(request).success()).isTrue();
            assertThat(client.send(request).code()).isEqualTo("SignatureNonceUsed");
        }
    }

    @Test
    void deletesOnceAndLosesNoChangeIfManyComeAtOnce() {
        client.send(create("ble"));
        List<Reply> updates = client.sendAll(IntStream.range(0, 40)
                .mapToObj(i -> update("ble").with("Desc", "d" + i))
                .toList());
        List<Reply> deletes = client.sendAll(
                IntStream.range(0, 40).mapToObj(i -> delete("ble")).toList());

        assertThat(updates).allMatch(Reply::success);
        assertThat(deletes).filteredOn(Reply::success).hasSize(1);
        assertThat(deletes)
                .filteredOn(reply -> reply.code().equals("iot.ota.NotExistedModule"))
                .hasSize(39);
    }

    @Test
    void keepsTheLimitOfTenWhileModulesComeAndGo() {
        client.sendAll(IntStream.range(0, 300)
                .mapToObj(i -> i % 3 == 0 ? delete("m" + i % 17) : create("m" + i % 17))
                .toList());

        assertThat(TestPostgres.number(
                        database, "SELECT count(*) FROM ota_module WHERE product_key = '" + product + "'"))
                .isLessThanOrEqualTo(10)
                .isEqualTo(names().size());
    }

    @Test
    void writesAListInXml() {
        client.send(create("a").with("Desc", "<&>\u0001"));
        client.send(create("b"));

        assertThat(client.send(list().with("Format", "XML")).body())
                .contains("<ListOTAModuleByProductResponse><code></code><data><desc>&lt;&amp;&gt;\uFFFD</desc>")
                .contains("</data><data>");
    }

    private SignedRequest list() {
        return SignedRequest.of(key, "ListOTAModuleByProduct", product);
    }

    private SignedRequest update(String name) {
        return SignedRequest.of(key, "UpdateOTAModule", product).with("ModuleName", name);
    }

    private SignedRequest delete(String name) {
        return SignedRequest.of(key, "DeleteOTAModule", product).with("ModuleName", name);
    }

    private List<String> names() {
        return client.send(list()).json().get("data").findValuesAsText("moduleName");
    }

    private String first(String field) {
        JsonNode data = client.send(list()).json().get("data");
        return data.get(0).path(field).asText();
    }
}
