package dev.otagate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.otagate.support.ConsoleBrowser;
import dev.otagate.support.GatewayJar;
import dev.otagate.support.SameOnEveryJdk;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** {@code otagate console}, and the link that {@code serve --first-key} prints, by the jar on its embedded database. */
@SameOnEveryJdk
class ConsoleCommandIT {
    @Test
    void printsLinksThatOpenTheConsoleWithAKey() throws Exception {
        try (GatewayJar jar = GatewayJar.inEmptyDirectory().withUnpackedPostgres()) {
            jar.start("serve", "--first-key");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> !printedLink(jar).isEmpty());
            String firstKey = assertThatItOpens(printedLink(jar));

            JsonNode link = jar.run("console").json();
            assertThat(link.get("url").asText()).startsWith(jar.managementEndpoint() + "/console/?link=");
            assertThat(link.get("accessKeyId").asText()).isEqualTo(firstKey);
            assertThat(Instant.parse(link.get("expiresAt").asText()))
                    .isBetween(Instant.now().plusSeconds(540), Instant.now().plusSeconds(605));
            assertThat(assertThatItOpens(link.get("url").asText())).isEqualTo(firstKey);

            assertThat(jar.run("account", "create", "other").status()).isZero();
            String other = jar.run("key", "create", "--account", "other")
                    .json()
                    .get("accessKeyId")
                    .asText();
            assertFails(jar.run("console"), "several accounts have enabled access keys: choose one with --key ID");
            assertThat(assertThatItOpens(
                            jar.run("console", "--key", other).json().get("url").asText()))
                    .isEqualTo(other);
            assertThat(jar.run("key", "disable", other).status()).isZero();
            assertFails(jar.run("console", "--key", other), "the access key " + other + " is disabled");
            assertFails(jar.run("console", "--key", "unknown"), "there is no access key unknown");
        }
    }

    private static void assertFails(GatewayJar.Run run, String message) {
        assertThat(run.status()).isOne();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("otagate: " + message + "\n");
    }

    /** Returns the id of the console's key. */
    private static String assertThatItOpens(String link) {
        ConsoleBrowser browser = new ConsoleBrowser(URI.create(link).getPort());
        browser.useCookieOf(browser.get(ConsoleBrowser.path(link)));
        return browser.json("/console/api/session").getString("accessKeyId");
    }

    private static String printedLink(GatewayJar jar) throws IOException {
        return Files.readAllLines(jar.directory().resolve("gateway.log")).stream()
                .filter(line -> line.contains("/console/?link="))
                .map(String::strip)
                .findFirst()
                .orElse("");
    }
}
