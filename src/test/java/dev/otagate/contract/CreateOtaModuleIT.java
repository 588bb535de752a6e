package dev.otagate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.account.Account;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient.Reply;
import dev.otagate.support.TestPostgres;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreateOtaModuleIT extends ContractTest {
    private static final String HAN_BEYOND_BMP = "\uD842\uDFB7";

    @Test
    void returnsSuccessToTheLetter() {
        Reply reply = client.send(create("ble"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.contentType()).isEqualTo("application/json");
        assertThat(reply.header("Content-Length")).isEqualTo("77");
        assertThat(reply.body())
                .matches("\\{\"code\":\"\",\"requestId\":"
                        + "\"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\",\"success\":true}");
        assertThat(modules()).isOne();
    }

    @Test
    void returnsAFailureToTheLetter() {
        assertThat(client.send(create("b!e")).body())
                .matches(
                        "\\{\"code\":\"iot.ota.InvalidFormattedModuleName\",\"errorMessage\":\"[^\"]*ModuleName[^\"]*\","
                                + "\"requestId\":\"[0-9a-f-]{36}\",\"success\":false}");
    }

    @Test
    void storesWhatWasGiven() {
        String desc = "a+b c/d=e&f%*~ '()!\"\\\n\t\uD83D\uDE00";
        client.send(
                create("Ble.1-x_Y").with("AliasName", "蓝牙模块" + HAN_BEYOND_BMP).with("Desc", desc));

        assertThat(TestPostgres.text(
                        database,
                        "SELECT module_name || '|' || alias_name || '|' || description FROM ota_module"
                                + " WHERE product_key = '" + product + "'"))
                .isEqualTo("Ble.1-x_Y|蓝牙模块" + HAN_BEYOND_BMP + "|" + desc);
    }

    @Test
    void givesEveryRequestAnIdOfItsOwn() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            ids.add(client.send(create("b!e")).json().get("requestId").asText());
        }
        assertThat(ids).hasSize(50);
    }

    @Test
    void rejectsATakenNameWithoutRegardToCase() {
        assertThat(client.send(create("ble")).success()).isTrue();

        for (String name : new String[] {"ble", "BLE", "bLe"}) {
            assertThat(client.send(create(name)).code()).isEqualTo("iot.ota.AlreadyExistedModuleName");
        }
        assertThat(modules()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "Default", "DEFAULT"})
    void reservesDefaultInAnySpelling(String name) {
        assertThat(client.send(create(name)).code()).isEqualTo("iot.ota.AlreadyExistedModuleName");
    }

    @Test
    void rejectsAnEleventhModuleButReportsATakenNameFirst() {
        for (int i = 1; i <= 10; i++) {
            assertThat(client.send(create("m" + i)).success()).isTrue();
        }

        assertThat(client.send(create("m11")).code()).isEqualTo("iot.ota.ModuleCountExceedMax");
        assertThat(client.send(create("M3")).code()).isEqualTo("iot.ota.AlreadyExistedModuleName");
        assertThat(client.send(create("default")).code()).isEqualTo("iot.ota.AlreadyExistedModuleName");
        assertThat(modules()).isEqualTo(10);
    }

    @Test
    void takesTheFirstFreePlaceIfOneInTheMiddleIsFree() {
        for (int i = 1; i <= 10; i++) {
            client.send(create("m" + i));
        }
        TestPostgres.execute(
                database, "DELETE FROM ota_module WHERE slot IN (4, 7) AND product_key = '" + product + "'");

        assertThat(client.send(create("a")).success()).isTrue();
        assertThat(client.send(create("b")).success()).isTrue();
        assertThat(client.send(create("c")).code()).isEqualTo("iot.ota.ModuleCountExceedMax");
    }

    @Test
    void returnsTheSameForAnUnknownAndAForeignProduct() {
        Account other = gateway.account();
        String foreign = gateway.product(other);

        Reply toForeign = client.send(SignedRequest.createModule(key, foreign, "ble"));
        Reply toUnknown = client.send(SignedRequest.createModule(key, "a1nosuch000", "ble"));

        assertThat(toForeign.code()).isEqualTo("iot.prod.NotExistedProduct");
        assertThat(toForeign.body().replaceAll("[0-9a-f-]{36}", "ID"))
                .isEqualTo(toUnknown.body().replaceAll("[0-9a-f-]{36}", "ID"));
        assertThat(client.send(SignedRequest.createModule(key, foreign, "default"))
                        .code())
                .isEqualTo("iot.prod.NotExistedProduct");
    }

    @ParameterizedTest
    @CsvSource({
        "ProductKey, '', iot.prod.NullProductKey",
        "ProductKey, a-b, iot.prod.InvalidFormattedProductkey",
        "ProductKey, 产品, iot.prod.InvalidFormattedProductkey",
        "ModuleName, '', iot.ota.NullModuleName",
        "ModuleName, b e, iot.ota.InvalidFormattedModuleName",
        "ModuleName, 蓝牙, iot.ota.InvalidFormattedModuleName",
        "ModuleName, 'a\0', iot.ota.InvalidFormattedModuleName",
        "Desc, 'a\0', iot.ota.LongModuleDesc",
        "AliasName, '', iot.ota.InvalidFormattedAliasName",
        "AliasName, a b, iot.ota.InvalidFormattedAliasName",
        "AliasName, ä, iot.ota.InvalidFormattedAliasName",
        "AliasName, 蓝😀, iot.ota.InvalidFormattedAliasName",
        "AliasName, ひらがな, iot.ota.InvalidFormattedAliasName"
    })
    void rejectsAValueThatBreaksItsRule(String parameter, String value, String code) {
        Reply reply = client.send(create("ble").with(parameter, value));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.message()).contains(parameter);
        assertThat(modules()).isZero();
    }

    @Test
    void distinguishesAMissingParameterFromAnInvalidOne() {
        assertThat(client.send(create("ble").with("ProductKey", null)).code()).isEqualTo("iot.prod.NullProductKey");
        assertThat(client.send(create("ble").with("ModuleName", null)).code()).isEqualTo("iot.ota.NullModuleName");
        assertThat(client.send(create("ble").with("AliasName", null).with("Desc", null))
                        .success())
                .isTrue();
    }

    @Test
    void countsCodePointsAtTheBounds() {
        assertThat(client.send(create("n".repeat(64))).success()).isTrue();
        assertThat(client.send(create("n".repeat(65))).code()).isEqualTo("iot.ota.InvalidFormattedModuleName");
        assertThat(client.send(create("a64").with("AliasName", HAN_BEYOND_BMP.repeat(64)))
                        .success())
                .isTrue();
        assertThat(client.send(create("a65").with("AliasName", HAN_BEYOND_BMP.repeat(65)))
                        .code())
                .isEqualTo("iot.ota.InvalidFormattedAliasName");
        assertThat(client.send(create("d100").with("Desc", "\uD83D\uDE00".repeat(100)))
                        .success())
                .isTrue();
        assertThat(client.send(create("d101").with("Desc", "\uD83D\uDE00".repeat(101)))
                        .code())
                .isEqualTo("iot.ota.LongModuleDesc");
        assertThat(client.send(create("d0").with("Desc", "")).success()).isTrue();
        assertThat(client.send(create("p65").with("ProductKey", "p".repeat(65))).code())
                .isEqualTo("iot.prod.InvalidFormattedProductkey");
        assertThat(client.send(create("p64").with("ProductKey", "p".repeat(64))).code())
                .isEqualTo("iot.prod.NotExistedProduct");
    }

    @Test
    void writesXmlIfItIsAskedFor() {
        Reply success = client.send(create("ble").with("Format", "xml"));
        Reply failure = client.send(create("ble").with("Format", "XML"));

        assertThat(success.contentType()).isEqualTo("text/xml;charset=utf-8");
        assertThat(success.body())
                .matches("<\\?xml version=\"1.0\" encoding=\"UTF-8\"\\?><CreateOTAModuleResponse><code></code>"
                        + "<requestId>[0-9a-f-]{36}</requestId><success>true</success></CreateOTAModuleResponse>");
        assertThat(failure.body())
                .contains("<code>iot.ota.AlreadyExistedModuleName</code><errorMessage>")
                .contains("<success>false</success>");
    }
}
