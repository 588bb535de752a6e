package dev.otagate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.database.DatabaseAddress;
import dev.otagate.support.GatewayJar;
import dev.otagate.support.GatewayJar.Run;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A start that fails ends with status 1 and one line that has the cause, and what to do. */
@ExtendWith(TestPostgres.class)
class StartFailureIT {
    private DatabaseAddress database;

    @BeforeEach
    void name(DatabaseAddress address) {
        database = address;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    OTAGATE_HTTP_PORT | {port} | http.port: cannot listen | choose another port
                    OTAGATE_MANAGEMENT_PORT | {port} | management.port: cannot listen | choose another port
                    OTAGATE_HTTP_HOST | 192.0.2.1 | http.host: cannot listen | must be an address of this machine
                    OTAGATE_DATABASE_URI | postgresql://u:p@127.0.0.1:1/x | cannot be reached | check the host and port
                    OTAGATE_DATABASE_URI | postgresql://u:p@no.such.invalid/x | unknown host | check the host
                    OTAGATE_DATABASE_URI | postgresql://{user}:wrong@127.0.0.1:{port}/{name} | password authentication failed | check the user and the password
                    OTAGATE_DATABASE_URI | postgresql://{user}@127.0.0.1:{port}/{name} | cannot be reached | check the user
                    OTAGATE_DATABASE_URI | {uri-of-no-database} | does not exist | CREATE DATABASE
                    OTAGATE_DATABASE_URI | {uri-with-tls} | does not support SSL | sslmode
                    OTAGATE_SECRETS_MASTER_KEY | c2hvcnQ= | OTAGATE_SECRETS_MASTER_KEY | 32 bytes
                    OTAGATE_SECRETS_MASTER_KEY_FILE | . | master | secrets.masterKeyFile
                    OTAGATE_LOG_FORMAT | xml | OTAGATE_LOG_FORMAT | text, json
                    """)
    void isOneLine(String variable, String value, String cause, String remedy) throws IOException {
        Run run = serve(Map.of(variable, filledIn(value)));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).startsWith("otagate: ").contains(cause, remedy).hasLineCount(1);
        assertThat(run.out()).doesNotContain("\tat ", "    at ", "Exception");
    }

    @Test
    void isOneLineForSettingsOfAnotherForm() throws IOException {
        for (String yaml :
                new String[] {"http:\n  port: [1]\n", "http: 1\n", "http:\n\tport: 1\n", "http:\n  prot: 1\n"}) {
            try (GatewayJar jar = GatewayJar.inEmptyDirectory()) {
                Files.writeString(jar.directory().resolve("settings.yaml"), yaml);

                Run run = jar.run("serve", "--config", "settings.yaml");

                assertThat(run.status()).isEqualTo(1);
                assertThat(run.err()).startsWith("otagate: settings.yaml").hasLineCount(1);
            }
        }
    }

    private Run serve(Map<String, String> faulty) throws IOException {
        Map<String, String> settings = new HashMap<>(Map.of(
                "OTAGATE_DATABASE_EMBEDDED", "false",
                "OTAGATE_DATABASE_URI", TestGateway.uri(database),
                "OTAGATE_DATABASE_START_PATIENCE_MS", "0",
                "OTAGATE_SECRETS_MASTER_KEY_FILE", "none"));
        if (!faulty.containsKey("OTAGATE_SECRETS_MASTER_KEY_FILE")) {
            settings.put("OTAGATE_SECRETS_MASTER_KEY", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
        }
        settings.putAll(faulty);
        try (GatewayJar jar = GatewayJar.inEmptyDirectory(settings)) {
            return jar.run("serve");
        }
    }

    private String filledIn(String value) {
        String uri = TestGateway.uri(database);
        return value.replace(
                        "{port}", Integer.toString(database.servers().get(0).port()))
                .replace("{user}", database.user())
                .replace("{name}", database.database())
                .replace("{uri-of-no-database}", uri.replace("/" + database.database() + "?", "/none?"))
                .replace("{uri-with-tls}", uri.replace("sslmode=disable", "sslmode=require"));
    }
}
