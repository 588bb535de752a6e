package dev.otagate.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.operation.Operation;
import dev.otagate.operation.OperationCatalogue;
import dev.otagate.operation.Parameter;
import dev.otagate.support.Canonical;
import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.TestPostgres;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The explorer: forms, signatures, results. */
@SameOnEveryJdk
class ExplorerIT extends BrowserTest {
    @Test
    void createsAModule() {
        explore("CreateOTAModule");
        enter("ProductKey", product);
        enter("ModuleName", "ble");
        enter("AliasName", "蓝牙模块");
        enter("Desc", "a+b c*d ~ (100%) 'x' 😀");

        assertThat(send()).contains("Success");

        assertThat(TestPostgres.text(
                        database,
                        "SELECT module_name || '|' || alias_name || '|' || description FROM ota_module WHERE product_key = '"
                                + product + "'"))
                .isEqualTo("ble|蓝牙模块|a+b c*d ~ (100%) 'x' 😀");
        assertThat(chromium.find(".stages").getText()).contains("verify", "store", "ms");
        tab("Stored rows");
        assertThat(chromium.awaitText(".panel:not([hidden]) tr.marked", "ble")).contains("蓝牙模块", "😀");
    }

    @Test
    void showsTheStringToSignWithItsParameters() {
        explore("ListOTAModuleByProduct");
        choose("GET");
        enter("ProductKey", product);
        assertThat(send()).contains("Success");

        tab("String to sign");
        Map<String, String> parameters = new HashMap<>();
        for (WebElement name : chromium.findAll(".panel:not([hidden]) .part-legend button")) {
            chromium.run("arguments[0].focus()", name);
            parameters.put(name.getText(), chromium.find(".part-detail code").getText());
        }
        List<WebElement> texts = chromium.findAll(".panel:not([hidden]) pre.parts");

        assertThat(parameters).containsKeys("AccessKeyId", "Action", "ProductKey", "Signature", "Timestamp");
        assertThat(texts.get(1).getText()).isEqualTo(Canonical.rpc("GET", parameters));
        chromium.run("arguments[0].focus()", chromium.find(".panel:not([hidden]) .part-legend li:nth-child(2) button"));
        assertThat(chromium.findAll(".panel:not([hidden]) pre .part.marked"))
                .extracting(WebElement::getText)
                .containsExactly("Action=ListOTAModuleByProduct", "Action%3DListOTAModuleByProduct");
    }

    @Test
    void signsInEachWay() {
        explore("QueryProduct");
        enter("ProductKey", product);
        for (String algorithm : List.of("HMAC-SHA1", "HMAC-SHA256", "ACS3-HMAC-SHA256")) {
            for (String dialect : List.of("tuya", "alibaba")) {
                for (String format : List.of("JSON", "XML")) {
                    for (String method : List.of("GET", "POST")) {
                        List.of(algorithm, dialect, format, method).forEach(this::choose);
                        assertThat(send())
                                .as(List.of(algorithm, dialect, format, method).toString())
                                .contains("Success");
                        String body = chromium.findAll(".panel:not([hidden]) pre")
                                .get(1)
                                .getText();
                        assertThat(body)
                                .contains(format.equals("XML") ? "<QueryProductResponse>" : "\"" + product + "\"");
                        assertThat(body).contains(dialect.equals("alibaba") ? "RequestId" : "requestId");
                    }
                }
            }
        }
    }

    @Test
    void hasAFormForEveryOperation() {
        for (Operation operation : new OperationCatalogue().all()) {
            explore(operation.name());
            for (Parameter parameter : operation.parameters()) {
                WebElement field = chromium.find("[name=" + parameter.name() + "]");
                assertThat(field.getAccessibleName()).startsWith(parameter.name());
                assertThat(chromium.findAll(".hint"))
                        .extracting(WebElement::getText)
                        .anyMatch(hint -> hint.startsWith(parameter.rule().description()));
            }
            assertThat(chromium.findAll("[name=DryRun]"))
                    .hasSize(operation.idempotent().isPresent() ? 1 : 0);
        }
    }

    @Test
    void checksAsTheUserTypes() {
        explore("CreateOTAModule");
        enter("ModuleName", "b!e");
        assertThat(chromium.find("[name=ModuleName]").getDomAttribute("aria-invalid"))
                .isEqualTo("true");
        assertThat(chromium.awaitText(".problem:not(:empty)", "!")).isEqualTo("The character \"!\" is not allowed.");

        enter("ModuleName", "x".repeat(65));
        chromium.awaitText(".problem:not(:empty)", "At most 64 characters");
        chromium.click("button.send");
        assertThat(chromium.run("return document.activeElement.name")).isEqualTo("ModuleName");
        assertThat(chromium.findAll(".result .outcome")).isEmpty();

        enter("ModuleName", "ble");
        assertThat(chromium.find("[name=ModuleName]").getDomAttribute("aria-invalid"))
                .isNull();
    }

    @Test
    void storesNothingInADryRun() {
        explore("CreateOTAModule");
        enter("ProductKey", product);
        enter("ModuleName", "dry");
        chromium.click("[name=DryRun]");

        assertThat(send()).contains("Dry run passed");

        assertThat(TestPostgres.number(database, "SELECT count(*) FROM ota_module WHERE module_name = 'dry'"))
                .isZero();
    }

    @Test
    void explainsAWrongSecret() {
        explore("QueryProduct");
        enter("ProductKey", product);
        chromium.click(".key-choice summary");
        chromium.type(".key-choice [type=text]", key.accessKeyId());
        chromium.type(".key-choice [type=password]", key.accessKeySecret() + " ");

        assertThat(send()).contains("Rejected", "SignatureDoesNotMatch");

        chromium.click(".explain button");
        assertThat(chromium.awaitText(".verdict", "What to do"))
                .contains("Mistake found")
                .containsIgnoringCase("space");
        chromium.page("diagnosis");
        chromium.click("button.row");
        chromium.awaitText(".verdict", "Mistake found");
        chromium.page("explorer/QueryProduct");
        chromium.find(".key-choice");
        chromium.click(".key-choice summary");
        chromium.click(".key-choice button");
        assertThat(send()).contains("Success");
    }

    @Test
    void movesBetweenTabsByArrowKeys() {
        explore("QueryProduct");
        enter("ProductKey", product);
        send();
        chromium.run("document.querySelector('[role=tab]').focus()");

        chromium.press(Keys.ARROW_RIGHT);
        assertThat(chromium.focused()).isEqualTo("Request");
        assertThat(chromium.find(".panel:not([hidden])").getText()).contains("Request as it was sent");
        chromium.press(Keys.END);
        assertThat(chromium.focused()).isEqualTo("Code");
        assertThat(chromium.awaitText(".panel:not([hidden])", "curl")).doesNotContain(key.accessKeySecret());
        chromium.press(Keys.ARROW_RIGHT);
        assertThat(chromium.focused()).isEqualTo("Response");
    }

    @Test
    void agreesWithThePublishedVectors() throws IOException {
        String vectors;
        try (InputStream file = ExplorerIT.class.getResourceAsStream("/signature-vectors.json")) {
            vectors = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
        Object wrong = chromium.runAsync("""
                const [text, done] = arguments;
                Promise.all([import('/console/assets/sign.js'), import('/console/assets/encode.js')]).then(async ([sign, encode]) => {
                  const wrong = [];
                  for (const vector of JSON.parse(text)) {
                    const key = await sign.importKey('testid', vector.secret);
                    const stringToSign = sign.textOf(sign.rpcStringToSign(vector.method, vector.params));
                    const mac = await crypto.subtle.sign('HMAC', key['HMAC-SHA1'], encode.utf8(stringToSign));
                    if (stringToSign !== vector.string_to_sign || encode.base64(mac) !== vector.signature) {
                      wrong.push(vector.name);
                    }
                  }
                  done(wrong);
                }, (e) => done([String(e)]));
                """, vectors);
        assertThat(new JsonArray(vectors)).isNotEmpty();
        assertThat((List<?>) wrong).isEmpty();
    }
}
