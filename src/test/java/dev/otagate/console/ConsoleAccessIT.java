package dev.otagate.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.account.NewAccessKey;
import dev.otagate.support.ConsoleBrowser;
import dev.otagate.support.RawConnection;
import dev.otagate.support.RawConnection.Response;
import dev.otagate.support.TestPostgres;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links, sessions, and who may use the console. */
class ConsoleAccessIT extends ConsoleTest {
    private static final String SENTENCE = "otagate console";

    @Test
    void aLinkOpensTheConsoleOnce() {
        String link = gateway.consoleLink(key);
        assertThat(link).startsWith(gateway.managementEndpoint() + "/console/?link=");
        ConsoleBrowser other = new ConsoleBrowser(gateway.managementPort());

        Response opened = other.get(ConsoleBrowser.path(link));
        assertThat(opened.status()).isEqualTo(303);
        assertThat(opened.head())
                .containsIgnoringCase("location: /console/\r\n")
                .containsIgnoringCase("no-store");
        assertThat(ConsoleBrowser.setCookie(opened))
                .matches("otagate_console_" + gateway.managementPort() + "=[A-Za-z0-9_-]{43}; .*")
                .contains("HTTPOnly", "SameSite=Strict", "Path=/console/", "Max-Age=43200")
                .doesNotContain("Secure");
        assertThat(other.get(ConsoleBrowser.path(link)).status()).isEqualTo(401);

        other.useCookieOf(opened);
        assertThat(other.get("/console/").status()).isEqualTo(200);
        JsonObject session = other.json("/console/api/session");
        assertThat(session.getString("accessKeyId")).isEqualTo(key.accessKeyId());
        assertThat(session.getString("accessKeySecret")).isEqualTo(key.accessKeySecret());
        assertThat(session.getString("account")).isEqualTo(account.name());
        assertThat(session.getString("productKey")).isEqualTo(product);
        assertThat(session.getString("endpoint")).isEqualTo(gateway.endpoint());
        assertThat(session.getString("host")).isEqualTo("127.0.0.1:" + gateway.port());
        assertThat(Instant.parse(session.getString("expiresAt")))
                .isBetween(Instant.now().plusSeconds(43_100), Instant.now().plusSeconds(43_300));
    }

    @Test
    void rejectsAnExpiredLink() {
        String link = gateway.consoleLink(key);
        TestPostgres.execute(database, "UPDATE console_token SET expires_at = now() WHERE kind = 'link'");

        Response response = new ConsoleBrowser(gateway.managementPort()).get(ConsoleBrowser.path(link));

        assertThat(response.status()).isEqualTo(401);
        assertThat(response.body()).contains(SENTENCE);
        assertThat(ConsoleBrowser.setCookie(response)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/",
                "/console/?link=",
                "/console/?link=x",
                "/console/api/session",
                "/console/api/catalogue"
            })
    void namesTheCommandIfThereIsNoSession(String path) {
        ConsoleBrowser stranger = new ConsoleBrowser(gateway.managementPort());
        Response response = stranger.get(path);
        assertThat(response.status()).isEqualTo(401);
        assertThat(response.body()).contains(SENTENCE);

        stranger.cookie(browser.cookie().replaceFirst("=.", "=-"));
        assertThat(stranger.get(path).status()).isEqualTo(401);
    }

    @Test
    void aLinkIsNoSession() {
        String token = gateway.consoleLink(key).replaceFirst(".*link=", "");

        assertThat(new ConsoleBrowser(gateway.managementPort())
                        .cookie("otagate_console_" + gateway.managementPort() + "=" + token)
                        .get("/console/api/session")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aSessionEndsWhenItsKeyIsDisabled() {
        NewAccessKey other = gateway.key(account);
        ConsoleBrowser visitor = ConsoleBrowser.open(gateway, gateway.consoleLink(other));
        assertThat(visitor.get("/console/api/session").status()).isEqualTo(200);

        gateway.setKeyEnabled(other, false);

        Awaitility.await()
                .atMost(Duration.ofSeconds(2))
                .until(() -> visitor.get("/console/api/session").status() == 401);
        assertThat(browser.get("/console/api/session").status()).isEqualTo(200);
    }

    @Test
    void aSessionEndsBySigningOut() {
        ConsoleBrowser visitor = ConsoleBrowser.open(gateway, gateway.consoleLink(key));
        assertThat(visitor.get("/console/api/session").status()).isEqualTo(200);

        Response ended = visitor.post("/console/api/sign-out", "{}");
        assertThat(ended.status()).isEqualTo(200);
        assertThat(ConsoleBrowser.setCookie(ended)).contains("Max-Age=0", "Path=/console/");

        assertThat(visitor.get("/console/api/session").status()).isEqualTo(401);
        assertThat(browser.get("/console/api/session").status()).isEqualTo(200);
    }

    @Test
    void aSessionEndsAfterTwelveHours() {
        ConsoleBrowser visitor = ConsoleBrowser.open(gateway, gateway.consoleLink(key));
        TestPostgres.execute(
                database,
                "UPDATE console_token SET expires_at = now() WHERE kind = 'session'"
                        + " AND expires_at = (SELECT max(expires_at) FROM console_token)");

        assertThat(visitor.get("/console/api/session").status()).isEqualTo(401);
    }

    @Test
    void keepsAtMostAThousandLinksAndSessions() {
        TestPostgres.execute(database, """
                INSERT INTO console_token
                SELECT sha256(('x' || kind || i)::bytea), kind, 'id', now() + interval '1 minute'
                FROM generate_series(1, 1500) i, unnest(ARRAY['link', 'session']) kind""");

        for (int i = 0; i < 2; i++) {
            ConsoleBrowser visitor = ConsoleBrowser.open(gateway, gateway.consoleLink(key));
            assertThat(visitor.get("/console/api/session").status()).isEqualTo(200);
        }

        assertThat(TestPostgres.number(database, "SELECT count(*) FROM console_token WHERE kind = 'session'"))
                .isEqualTo(1_000);
        // The newest link is used already.
        assertThat(TestPostgres.number(database, "SELECT count(*) FROM console_token WHERE kind = 'link'"))
                .isEqualTo(999);
    }

    @Test
    void rejectsAForeignHost() {
        browser.host("evil.example");
        try {
            for (String path : new String[] {"/console/", "/console/api/session", "/console/assets/pico.css"}) {
                assertThat(browser.get(path).status()).as(path).isEqualTo(403);
            }
        } finally {
            browser.host("127.0.0.1:" + gateway.managementPort());
        }
    }

    @Test
    void opensAgainAfterAClickOnAnotherSite() {
        ConsoleBrowser stranger = new ConsoleBrowser(gateway.managementPort()).header("Sec-Fetch-Site: cross-site");

        Response opening = stranger.get("/console/");
        assertThat(opening.status()).isEqualTo(200);
        assertThat(opening.body()).contains("assets/opening.js").doesNotContain("assets/main.js");

        assertThat(stranger.header("Sec-Fetch-Site: same-origin")
                        .get("/console/")
                        .status())
                .isEqualTo(401);
        assertThat(stranger.header("Sec-Fetch-Site: cross-site")
                        .get("/console/api/session")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void asksBeforeALinkOnAnotherSiteOpensASession() {
        String link = ConsoleBrowser.path(gateway.consoleLink(key));
        ConsoleBrowser victim = new ConsoleBrowser(gateway.managementPort()).header("Sec-Fetch-Site: cross-site");

        Response asked = victim.get(link);
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.body()).contains("Open the console?");
        assertThat(ConsoleBrowser.setCookie(asked)).isEmpty();

        assertThat(victim.header("Sec-Fetch-Site: same-origin").get(link).status())
                .isEqualTo(303);
    }

    @Test
    void keepsAConnectionOpenAfterAGet() {
        String get = "GET /console/api/session HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nCookie: %s\r\n\r\n"
                .formatted(gateway.managementPort(), browser.cookie());
        try (RawConnection connection = new RawConnection(gateway.managementPort())) {
            for (int i = 0; i < 3; i++) {
                assertThat(connection.send(get).response().status()).isEqualTo(200);
            }
            assertThat(connection.send(get.replace("Cookie", "X")).response().status())
                    .isEqualTo(401);
            assertThat(connection.send(get).response().status()).isEqualTo(200);
        }
    }

    @Test
    void hasNoOtherPathsAndMethods() {
        assertThat(browser.get("/console").status()).isEqualTo(308);
        assertThat(browser.get("/console/x").status()).isEqualTo(404);
        assertThat(browser.get("/console/api/x").status()).isEqualTo(404);
        assertThat(browser.get("/console/../metrics").status()).isEqualTo(404);
        assertThat(browser.post("/console/", "{}").status()).isEqualTo(405);
        assertThat(browser.post("/console/api/session", "{}").status()).isEqualTo(405);
    }
}
