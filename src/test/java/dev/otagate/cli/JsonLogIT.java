package dev.otagate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.otagate.support.GatewayJar;
import dev.otagate.support.RawConnection;
import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of the jar in JSON, from the start to the stop, with faults between. */
@SameOnEveryJdk
class JsonLogIT {
    @TempDir
    private Path directory;

    @Test
    void eachLineIsJsonAndAStopHasNoWarning() throws Exception {
        Map<String, String> settings =
                new HashMap<>(TestCertificate.in(directory).settings());
        settings.put("OTAGATE_LOG_FORMAT", "json");
        settings.put("OTAGATE_LOG_LEVEL", "trace");
        try (GatewayJar jar = GatewayJar.inEmptyDirectory(settings).withUnpackedPostgres()) {
            jar.start();
            try (RawConnection withoutTls = new RawConnection(jar.port())) {
                withoutTls.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            }
            jar.killDatabase();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> log(jar).contains("PostgreSQL is running again"));
            jar.awaitReady();
            assertThat(jar.terminate()).isTrue();

            List<String> lines = log(jar).lines().toList();
            boolean stopping = false;
            for (String line : lines) {
                JsonNode object = new ObjectMapper().readTree(line);
                stopping |= object.get("message").asText().equals("gateway shuts down");
                // Suppressed lines of the fault before are written last.
                if (stopping && !object.has("suppressed")) {
                    assertThat(object.get("level").asText()).as(line).isEqualTo("INFO");
                }
            }
            assertThat(stopping).isTrue();
            assertThat(lines).anyMatch(line -> line.contains("\"gateway stopped\""));
        }
    }

    private static String log(GatewayJar jar) throws IOException {
        return Files.readString(jar.directory().resolve("gateway.log"));
    }
}
