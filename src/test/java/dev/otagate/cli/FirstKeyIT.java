package dev.otagate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.otagate.account.NewAccessKey;
import dev.otagate.support.GatewayJar;
import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.SignedRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** {@code serve --first-key} and {@code gateway.json}, by the jar. */
@SameOnEveryJdk
class FirstKeyIT {
    private static final String COMMAND = "./create ble";

    @Test
    void isMadeOnceInTheGatewaysOwnProcess() throws Exception {
        try (GatewayJar jar = GatewayJar.inEmptyDirectory().withUnpackedPostgres()) {
            serve(jar, 1);
            Map<String, String> first = variables(jar);
            assertThat(Files.getPosixFilePermissions(file(jar)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(create(jar, first, "a")).isTrue();
            jar.terminate();
            assertThat(jar.directory().resolve("data/gateway.json")).doesNotExist();

            serve(jar, 2);
            assertThat(variables(jar)).isEqualTo(first);
            jar.terminate();

            assertThat(jar.run("key", "reissue", first.get("OTAGATE_ACCESS_KEY_ID"))
                            .status())
                    .isZero();
            serve(jar, 3);
            Map<String, String> another = variables(jar);
            assertThat(another.get("OTAGATE_PRODUCT_KEY")).isEqualTo(first.get("OTAGATE_PRODUCT_KEY"));
            assertThat(another.get("OTAGATE_ACCESS_KEY_ID")).isNotEqualTo(first.get("OTAGATE_ACCESS_KEY_ID"));
            assertThat(create(jar, another, "b")).isTrue();
            assertThatTheGatewayNamesItsAddresses(jar, another.get("OTAGATE_ENDPOINT"));
        }
    }

    private static void assertThatTheGatewayNamesItsAddresses(GatewayJar jar, String endpoint) throws Exception {
        JsonNode addresses =
                new ObjectMapper().readTree(Files.readString(jar.directory().resolve("data/gateway.json")));

        assertThat(addresses.get("pid").asLong()).isEqualTo(jar.pid());
        assertThat(addresses.get("endpoint").asText()).isEqualTo(endpoint);
        assertThat(addresses.get("management").asText()).isEqualTo(jar.managementEndpoint());
        assertThat(ready(jar)).contains(addresses.get("instanceId").asText());
    }

    private static void serve(GatewayJar jar, long times) throws IOException {
        jar.start("serve", "--first-key=" + COMMAND);
        Path log = jar.directory().resolve("gateway.log");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> Files.readAllLines(log).stream()
                                .filter(line -> line.equals("    " + COMMAND))
                                .count()
                        == times);
    }

    private static Path file(GatewayJar jar) {
        return jar.directory().resolve("data/first-key.env");
    }

    private static Map<String, String> variables(GatewayJar jar) throws IOException {
        return Files.readAllLines(file(jar)).stream()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private static boolean create(GatewayJar jar, Map<String, String> variables, String name) {
        NewAccessKey key =
                new NewAccessKey(variables.get("OTAGATE_ACCESS_KEY_ID"), variables.get("OTAGATE_ACCESS_KEY_SECRET"));
        return jar.client()
                .send(SignedRequest.createModule(key, variables.get("OTAGATE_PRODUCT_KEY"), name))
                .success();
    }

    private static String ready(GatewayJar jar) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(jar.managementEndpoint() + "/health/ready"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
