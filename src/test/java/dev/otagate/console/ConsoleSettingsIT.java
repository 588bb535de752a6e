package dev.otagate.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.account.NewAccessKey;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.support.ConsoleBrowser;
import dev.otagate.support.RawConnection.Response;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The console under settings other than the defaults. */
@ExtendWith(TestPostgres.class)
class ConsoleSettingsIT {
    private static final String PUBLIC_URL = "https://otagate.example";

    @Test
    void itCanBeOff(DatabaseAddress database) {
        try (TestGateway gateway = TestGateway.start(database, Map.of("OTAGATE_MANAGEMENT_CONSOLE", "false"))) {
            ConsoleBrowser browser = new ConsoleBrowser(gateway.managementPort());
            for (String path :
                    new String[] {"/console", "/console/", "/console/api/session", "/console/assets/pico.css"}) {
                assertThat(browser.get(path).status()).as(path).isEqualTo(404);
            }
            assertThat(browser.post("/console/api/relay", "{}").status()).isEqualTo(404);
        }
    }

    @Test
    void sessionsContinueOnAnotherNodeAndBehindAProxyWithTls(DatabaseAddress database) {
        String cookieValue;
        NewAccessKey key;
        try (TestGateway first = TestGateway.start(database)) {
            key = first.key(first.account());
            ConsoleBrowser browser = ConsoleBrowser.open(first, first.consoleLink(key));
            cookieValue = browser.cookie().split("=", 2)[1];
        }
        try (TestGateway gateway = TestGateway.start(database, Map.of("OTAGATE_MANAGEMENT_PUBLIC_URL", PUBLIC_URL))) {
            String link = gateway.consoleLink(key);
            assertThat(link).startsWith(PUBLIC_URL + "/console/?link=");
            ConsoleBrowser browser = new ConsoleBrowser(gateway.managementPort()).host("otagate.example");
            Response opened = browser.get(ConsoleBrowser.path(link));
            assertThat(ConsoleBrowser.setCookie(opened)).contains("; Secure");

            browser.cookie("otagate_console_" + gateway.managementPort() + "=" + cookieValue);
            assertThat(browser.json("/console/api/session").getString("accessKeyId"))
                    .isEqualTo(key.accessKeyId());
            JsonObject request = new JsonObject().put("method", "GET").put("target", "/");
            assertThat(browser.origin(PUBLIC_URL)
                            .post("/console/api/relay", request)
                            .status())
                    .isEqualTo(200);
            assertThat(browser.origin("https://evil.example")
                            .post("/console/api/relay", request)
                            .status())
                    .isEqualTo(403);
        }
    }
}
