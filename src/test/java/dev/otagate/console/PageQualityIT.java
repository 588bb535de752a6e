package dev.otagate.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.openqa.selenium.logging.LogEntry;

/** What must hold on every page: accessibility, widths, the Content-Security-Policy, and that the secret stays in the page. */
@SameOnEveryJdk
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PageQualityIT extends BrowserTest {
    private static final List<String> PAGES = List.of(
            "explorer/CreateOTAModule", "products", "requests", "diagnosis", "live", "code/Throttling.User", "code");

    private String axe;

    @BeforeAll
    void readAxe() throws IOException {
        try (InputStream script = PageQualityIT.class.getResourceAsStream("/axe.min.js")) {
            axe = new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
        new TestClient(gateway.endpoint()).send(SignedRequest.createModule(key, gateway.product(account), "ble"));
    }

    @Test
    @Order(1)
    void hasNoSeriousAccessibilityFindingsInDarkAndLight() {
        for (String scheme : List.of("light", "dark")) {
            chromium.scheme(scheme);
            for (String page : PAGES) {
                visit(page);
                assertThat(findings()).as(scheme + " " + page).isEmpty();
            }
            visit("products/" + product);
            assertThat(findings()).as(scheme + " product").isEmpty();
            chromium.click(".page-head .actions button:last-child");
            chromium.find("dialog");
            assertThat(findings()).as(scheme + " dialog").isEmpty();
            chromium.click("dialog .secondary");
        }
    }

    private static final String WIDER_THAN_THE_PAGE = """
            const root = document.documentElement;
            if (root.scrollWidth <= innerWidth) return [];
            return [...document.querySelectorAll("body *")]
                .filter(element => element.getBoundingClientRect().right > innerWidth + 1)
                .map(element => element.tagName + " " + element.className + " " + element.textContent.slice(0, 40));
            """;

    @Test
    @Order(2)
    void fitsFrom360PixelsTo4K() {
        for (int width : new int[] {360, 3_840}) {
            chromium.size(width, HEIGHT);
            for (String page : PAGES) {
                visit(page);
                // The browser lays the page out some time after the window has its new size.
                await().untilAsserted(() -> assertThat((List<?>) chromium.run(WIDER_THAN_THE_PAGE))
                        .as(page + " at " + width)
                        .isEmpty());
            }
        }
        chromium.size(WIDTH, HEIGHT);
    }

    /** The last one: the logs have the requests of all pages. */
    @Test
    @Order(3)
    void sendsNoSecretAndNothingToAnotherOrigin() {
        String origin = gateway.managementEndpoint();
        int requests = 0;
        for (LogEntry entry : chromium.log("performance")) {
            JsonObject message = new JsonObject(entry.getMessage()).getJsonObject("message");
            if (message.getString("method").equals("Network.requestWillBeSent")) {
                JsonObject request = message.getJsonObject("params").getJsonObject("request");
                assertThat(request.encode()).doesNotContain(key.accessKeySecret());
                String url = request.getString("url");
                if (url.startsWith("http")) {
                    assertThat(url).startsWith(origin + "/console/");
                    requests++;
                }
            }
        }
        assertThat(requests).isGreaterThan(30);
        assertThat(chromium.run(
                        "return JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href])"
                                + " + document.documentElement.outerHTML"))
                .asString()
                .doesNotContain(key.accessKeySecret());
        assertThat(chromium.log("browser"))
                .filteredOn(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .extracting(LogEntry::getMessage)
                .isEmpty();
    }

    private void visit(String page) {
        chromium.page("code/none");
        chromium.awaitText("main", "does not know");
        chromium.page(page);
        chromium.find("main h1");
        if (page.startsWith("explorer")) {
            enter("ProductKey", product);
            enter("ModuleName", "m" + System.nanoTime() % 1_000);
            send();
            tab("String to sign");
        }
        if (page.equals("live")) {
            chromium.find(".chart canvas");
        }
        if (page.equals("products") || page.equals("requests")) {
            chromium.find(".list-place table");
        }
    }

    // Transitions of colours would be measured half-way.
    private String findings() {
        chromium.run("for (const animation of document.getAnimations()) { animation.finish(); }");
        if (!Boolean.TRUE.equals(chromium.run("return typeof axe === 'object'"))) {
            chromium.run(axe);
        }
        return (String) chromium.runAsync("""
                const [done] = arguments;
                axe.run(document, {resultTypes: ['violations']}).then(({violations}) => done(violations
                    .filter(({impact}) => impact === 'serious' || impact === 'critical')
                    .map(({id, nodes}) => id + ': ' + nodes.map((node) => node.target.join(' ') + ' ' + node.failureSummary).join('; '))
                    .join('\\n')));
                """);
    }
}
