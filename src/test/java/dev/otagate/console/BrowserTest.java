package dev.otagate.console;

import dev.otagate.database.DatabaseAddress;
import dev.otagate.support.TestGateway;
import java.io.IOException;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A gateway, and a Chromium that has opened its console by a link. */
abstract class BrowserTest extends ConsoleTest {
    static final int WIDTH = 1_440;
    static final int HEIGHT = 900;

    Chromium chromium;

    // Chromium can take all cores for a moment, so a blocked event loop is no finding here.
    @Override
    TestGateway startGateway(DatabaseAddress own) {
        return TestGateway.startWithClock(own, settings(), Clock.systemUTC());
    }

    @BeforeAll
    void openConsole() throws IOException {
        chromium = Chromium.start();
        chromium.size(WIDTH, HEIGHT);
        chromium.open(gateway.consoleLink(key));
        chromium.find("h1");
    }

    @BeforeEach
    void newProduct() {
        product = gateway.product(account);
    }

    @AfterAll
    void closeBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    /** Opens the form of an operation, with the options of a newly opened console. */
    void explore(String name) {
        chromium.page("explorer/" + name);
        chromium.awaitText("h1", name);
        choose("tuya");
        choose("JSON");
        choose("POST");
        choose("HMAC-SHA1");
    }

    void choose(String value) {
        chromium.run("document.querySelector('.options [value=\"" + value + "\"]').click()");
    }

    void enter(String parameter, String value) {
        chromium.type("[name=" + parameter + "]", value);
    }

    /** Sends the request, and returns the summary of its result. */
    String send() {
        chromium.run("document.querySelector('.result').replaceChildren()");
        chromium.click("button.send");
        return chromium.find(".result .outcome").getText();
    }

    void tab(String title) {
        chromium.run(
                "[...document.querySelectorAll('[role=tab]')].find((tab) => tab.textContent === arguments[0]).click()",
                title);
    }
}
