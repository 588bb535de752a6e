package dev.otagate.burst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.otagate.support.TestCertificate;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code burst.sh --ca FILE} trusts. */
class ApiClientTest {
    private static final String BODY = "{\"code\":\"\",\"success\":true}";

    @TempDir
    private Path directory;

    private Path certificate;
    private HttpsServer server;

    @BeforeEach
    void serveWithACertificateThatJavaDoesNotTrust() throws Exception {
        certificate = TestCertificate.in(directory).certificate();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls()));
        server.createContext("/", exchange -> {
            byte[] body = BODY.getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void acceptsACertificateOfTheGivenCaOnly() {
        assertThat(call(Optional.of(certificate))).isEqualTo(BODY);
        assertThatThrownBy(() -> call(Optional.empty()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("SSLHandshakeException");
    }

    @Test
    void namesAFileWithoutCertificates() throws Exception {
        Path empty = Files.writeString(directory.resolve("empty.pem"), "");
        Path text = Files.writeString(directory.resolve("text.pem"), "text\n");

        assertThatThrownBy(() -> call(Optional.of(empty))).hasMessage(empty + " has no certificate");
        assertThatThrownBy(() -> call(Optional.of(text)))
                .hasMessageStartingWith(text + " is not a file of PEM certificates");
    }

    private String call(Optional<Path> ca) {
        BurstSettings settings = new BurstSettings(
                "https://127.0.0.1:" + server.getAddress().getPort(),
                ca,
                "id",
                "secret",
                1,
                1,
                1,
                1,
                false,
                OptionalInt.empty(),
                OptionalInt.empty(),
                0,
                OptionalDouble.empty());
        return new ApiClient(settings).call(ApiRequest.of("QueryProduct", "a1"));
    }

    private SSLContext tls() throws Exception {
        // TestCertificate leaves the key store that it was made in.
        KeyStore keys = KeyStore.getInstance(directory.resolve("store.p12").toFile(), "changeit".toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
