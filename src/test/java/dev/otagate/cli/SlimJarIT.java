package dev.otagate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.database.DatabaseAddress;
import dev.otagate.database.DatabaseServer;
import dev.otagate.support.GatewayJar;
import dev.otagate.support.TestPostgres;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPostgres.class)
class SlimJarIT {
    @Test
    void servesFromAnExternalDatabase(DatabaseAddress database) throws Exception {
        try (GatewayJar gateway = GatewayJar.inEmptyDirectory(Map.of(
                        "OTAGATE_DATABASE_EMBEDDED",
                        "false",
                        "OTAGATE_DATABASE_URI",
                        uri(database),
                        "OTAGATE_SECRETS_MASTER_KEY",
                        "A".repeat(43) + "="))
                .slim()) {
            gateway.start();

            assertThat(gateway.run("account", "create", "line-1").status()).isZero();
        }
    }

    @Test
    void namesTheRemedyIfNoDatabaseIsGiven() throws Exception {
        GatewayJar.Run run = GatewayJar.inEmptyDirectory().slim().run("serve");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains("database.uri", "otagate.jar");
    }

    private static String uri(DatabaseAddress database) {
        DatabaseServer server = database.servers().get(0);
        return "postgresql://" + database.user() + ":" + database.password() + "@" + server.host() + ":" + server.port()
                + "/" + database.database();
    }
}
