package dev.otagate.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.support.GatewayJar;
import dev.otagate.support.OpenSsl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsProcessIT {
    @Test
    void rejectsRenegotiationAndReadsItsCertificateOnHangUp(@TempDir Path directory) throws Exception {
        OpenSsl openssl = new OpenSsl(directory);
        openssl.certificate("served", "-newkey", "rsa:2048");
        try (GatewayJar jar = GatewayJar.inEmptyDirectory(Map.of(
                        "OTAGATE_HTTP_TLS_CERTIFICATE",
                                openssl.file("served.pem").toString(),
                        "OTAGATE_HTTP_TLS_KEY", openssl.file("served.key").toString()))
                .withUnpackedPostgres()) {
            jar.start();

            // "R" begins a renegotiation; without the rejection, the second request gets a response.
            OpenSsl.Run renegotiation =
                    openssl.run("R\nGET / HTTP/1.0\n\n", "s_client", "-tls1_2", "-connect", "127.0.0.1:" + jar.port());
            assertThat(renegotiation.output()).contains("RENEGOTIATING").doesNotContain("HTTP/1");
            assertThat(renegotiation.status()).isNotZero();

            hangUp(jar);
            awaitLine(jar, "certificate loaded");
            Files.writeString(openssl.file("served.key"), "");
            hangUp(jar);
            awaitLine(jar, "http.tls.key: " + openssl.file("served.key") + " is empty");
            assertThat(openssl.run("", "s_client", "-connect", "127.0.0.1:" + jar.port())
                            .status())
                    .isZero();
        }
    }

    @Test
    void servesOnAfterAHangUpWithoutTls() throws Exception {
        try (GatewayJar jar = GatewayJar.inEmptyDirectory().withUnpackedPostgres()) {
            jar.start();

            hangUp(jar);

            awaitLine(jar, "nothing to reload");
            jar.awaitReady();
        }
    }

    private static void hangUp(GatewayJar jar) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-HUP", Long.toString(jar.pid())).start();
        assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(kill.exitValue()).isZero();
    }

    private static void awaitLine(GatewayJar jar, String part) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .until(() ->
                        Files.readString(jar.directory().resolve("gateway.log")).contains(part));
    }
}
