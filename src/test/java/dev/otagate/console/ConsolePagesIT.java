package dev.otagate.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.failure.ErrorCode;
import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient;
import dev.otagate.support.TestPostgres;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The pages besides the explorer. */
@SameOnEveryJdk
class ConsolePagesIT extends BrowserTest {
    // The browser sends no cookie with SameSite=Strict after such a click.
    @Test
    void opensByLinksOnOtherSites() {
        clickOnAnotherSite(gateway.consoleLink(key));
        chromium.awaitText("h1", "Open the console?");
        chromium.click("main a");
        chromium.awaitText("nav", "Explorer");
        clickOnAnotherSite(gateway.managementEndpoint() + "/console/%23/live");
        chromium.awaitText("h1", "Live");
    }

    private void clickOnAnotherSite(String link) {
        chromium.open("data:text/html,<a href='" + link + "'>open</a>");
        chromium.click("a");
    }

    @Test
    void createsEditsAndDeletesAProductAndItsModules() {
        chromium.page("products");
        chromium.awaitText("h1", "Products");
        chromium.click(".page-head button");
        chromium.type("dialog [name=ProductName]", "Street_Light");
        chromium.click("dialog [type=submit]");
        chromium.type(".filters [type=search]", "street");
        Awaitility.await().until(() -> chromium.findAll(".list-place tbody tr").size() == 1);
        chromium.awaitText(".list-place tbody", "Street_Light");

        chromium.click(".list-place tbody a");
        chromium.awaitText(".facts", "Street_Light");
        chromium.click(".page-head .actions button:last-child");
        chromium.type("dialog [name=ModuleName]", "ble");
        chromium.type("dialog [name=Desc]", "first");
        chromium.click("dialog [type=submit]");
        chromium.awaitText(".list-place tbody", "first");

        chromium.click("[aria-label='Edit ble']");
        assertThat(chromium.find("dialog [name=ModuleName]").getDomAttribute("readonly"))
                .isNotNull();
        chromium.find("dialog [name=Desc]").clear();
        chromium.click("dialog [type=submit]");
        Awaitility.await().until(() -> chromium.findAll("dialog").isEmpty());
        assertThat(TestPostgres.text(database, "SELECT description FROM ota_module WHERE module_name = 'ble'"))
                .isEmpty();

        chromium.click("[aria-label='Delete ble']");
        chromium.awaitText("dialog", "Delete the module ble?");
        chromium.press(Keys.ESCAPE);
        assertThat(chromium.focused()).isEqualTo("Delete");
        chromium.click("[aria-label='Delete ble']");
        chromium.click("dialog .danger");
        chromium.awaitText(".list-place", "no modules");
        assertThat(TestPostgres.number(database, "SELECT count(*) FROM ota_module WHERE module_name = 'ble'"))
                .isZero();
    }

    @Test
    void findsARequestByItsRequestId() {
        JsonObject created = new JsonObject(new TestClient(gateway.endpoint())
                .send(SignedRequest.createModule(key, product, "found"))
                .body());
        chromium.page("requests");
        chromium.type(".find [type=search]", created.getString("requestId"));
        chromium.press(Keys.ENTER);

        chromium.awaitText("main", created.getString("requestId"));
        assertThat(chromium.find("main").getText())
                .contains("CreateOTAModule", "Success", "found", product, key.accessKeyId(), "store");
        assertThat(chromium.find("main time").getDomAttribute("title")).endsWith(" UTC");
        assertThat(chromium.find("main").getText()).doesNotContain(key.accessKeySecret());
        chromium.page("requests");
        chromium.awaitText(".list-place tbody", "CreateOTAModule");
        chromium.page("requests/" + "0".repeat(8) + "-0000-0000-0000-" + "0".repeat(12));
        chromium.awaitText("main", "does not remember");
    }

    @Test
    void theLiveViewGoesOnAfterAnInterruptionAndANewSession() {
        chromium.page("live");
        chromium.awaitText(".live-state", "Live from node");
        chromium.find(".chart canvas");

        offline(true);
        chromium.awaitText(".live-state", "Reconnecting");
        offline(false);
        chromium.awaitText(".live-state", "Live from node");

        chromium.deleteCookies();
        chromium.awaitText("#notice", "otagate console");
        chromium.runAsync(
                "const done = arguments[1]; fetch(arguments[0]).then(() => done(), done)", gateway.consoleLink(key));
        chromium.awaitText(".live-state", "Live from node");
        assertThat(chromium.findAll("#notice > *")).isEmpty();
    }

    private void offline(boolean offline) {
        chromium.devTools("Network.enable", Map.of());
        chromium.devTools(
                "Network.emulateNetworkConditions",
                Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    @Test
    void explainsEveryErrorCode() {
        Object statuses = chromium.runAsync(
                "const [done] = arguments; import('/console/assets/codes.js').then(({CODES}) =>"
                        + " done(JSON.stringify(Object.fromEntries(Object.entries(CODES).map(([code, [status]]) => [code, status])))))");
        assertThat(new JsonObject((String) statuses).getMap())
                .containsAllEntriesOf(Arrays.stream(ErrorCode.values())
                        .collect(Collectors.toMap(ErrorCode::code, ErrorCode::status)));

        chromium.page("code/SignatureDoesNotMatch");
        assertThat(chromium.awaitText("main", "What to do")).contains("SignatureDoesNotMatch");
        chromium.page("code");
        chromium.awaitText("main", "iot.ota.ModuleCountExceedMax");
    }

    @Test
    void theFirstTabStopSkipsTheMenu() {
        chromium.open(gateway.managementEndpoint() + "/console/");
        chromium.find("h1");
        chromium.press(Keys.TAB);
        assertThat(chromium.focused()).isEqualTo("Skip to the content");
        chromium.press(Keys.ENTER);
        assertThat(chromium.run("return document.activeElement.id")).isEqualTo("main");
        assertThat(chromium.find("h1").getText()).isEqualTo("CreateOTAModule");
    }
}
