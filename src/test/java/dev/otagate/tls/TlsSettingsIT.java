package dev.otagate.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otagate.config.ConfigException;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.support.OpenSsl;
import dev.otagate.support.TestCertificate;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TestPostgres.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsSettingsIT {
    private OpenSsl openssl;
    private TestCertificate served;
    private TestGateway gateway;

    @BeforeAll
    void start(DatabaseAddress database, @TempDir Path directory) throws IOException {
        openssl = new OpenSsl(directory);
        openssl.certificate("first", "-newkey", "rsa:2048");
        openssl.certificate("second", "-newkey", "rsa:2048");
        openssl.certificate("third", "-newkey", "rsa:2048");
        served = new TestCertificate(openssl.file("served.pem"), openssl.file("served.key"));
        install("first");
        gateway = TestGateway.start(database, settings());
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-tls1_3 -ciphersuites TLS_AES_256_GCM_SHA384",
                "-tls1_3 -ciphersuites TLS_AES_128_GCM_SHA256",
                "-tls1_3 -ciphersuites TLS_CHACHA20_POLY1305_SHA256",
                "-tls1_2 -cipher ECDHE-RSA-AES256-GCM-SHA384",
                "-tls1_2 -cipher ECDHE-RSA-AES128-GCM-SHA256",
                "-tls1_2 -cipher ECDHE-RSA-CHACHA20-POLY1305"
            })
    void offersModernSuites(String options) {
        assertThat(connect(options).output()).contains("Cipher is " + options.substring(options.lastIndexOf(' ') + 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-tls1 -cipher ALL@SECLEVEL=0",
                "-tls1_1 -cipher ALL@SECLEVEL=0",
                "-tls1_2 -cipher AES128-GCM-SHA256",
                "-tls1_2 -cipher AES256-GCM-SHA384",
                "-tls1_2 -cipher AES128-SHA",
                "-tls1_2 -cipher ECDHE-RSA-AES128-SHA",
                "-tls1_2 -cipher ECDHE-RSA-AES256-SHA",
                "-tls1_2 -cipher ECDHE-RSA-AES128-SHA256",
                "-tls1_2 -cipher ECDHE-RSA-AES256-SHA384",
                "-tls1_2 -cipher DHE-RSA-AES128-GCM-SHA256",
                "-tls1_2 -cipher aNULL@SECLEVEL=0",
                "-tls1_2 -cipher eNULL@SECLEVEL=0"
            })
    void rejectsOldVersionsAndSuites(String options) {
        OpenSsl.Run handshake = connect(options);

        assertThat(handshake.status()).as(handshake.output()).isNotZero();
        // Rejected by the server, not by this client.
        assertThat(handshake.output()).containsPattern("(?i)alert (handshake failure|protocol version)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLS_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"})
    void rejectsOldSuitesOfAJavaClient(String suite) throws Exception {
        try (SSLSocket socket = socket()) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setEnabledCipherSuites(new String[] {suite});

            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void servesARenewedCertificateAndKeepsItWhileFilesAreBroken() throws Exception {
        install("first");
        awaitServed("CN=first");
        try (SSLSocket before = socket()) {
            before.startHandshake();

            install("second");
            awaitServed("CN=second");

            // Half of a renewal: the certificate alone, then a broken key.
            copy("third.pem", served.certificate());
            Files.writeString(served.key(), "-----BEGIN PRIVATE KEY-----\nMIIE");
            Awaitility.await()
                    .during(Duration.ofMillis(2_500))
                    .atMost(Duration.ofSeconds(10))
                    .until(this::subject, "CN=second"::equals);

            copy("third.key", served.key());
            awaitServed("CN=third");
            before.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes());
            assertThat(new String(before.getInputStream().readNBytes(12))).isEqualTo("HTTP/1.1 400");
        }
    }

    @Test
    void isStartedWithNoKeyThatDoesNotFit(DatabaseAddress database) throws IOException {
        TestCertificate other = new TestCertificate(openssl.file("first.pem"), openssl.file("second.key"));

        assertThatThrownBy(() -> TestGateway.start(
                        database,
                        Map.of(
                                "OTAGATE_HTTP_TLS_CERTIFICATE",
                                other.certificate().toString(),
                                "OTAGATE_HTTP_TLS_KEY",
                                other.key().toString())))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("http.tls.key: " + other.key() + " is not the key of the certificate");
    }

    private Map<String, String> settings() {
        return Map.of(
                "OTAGATE_HTTP_TLS_CERTIFICATE", served.certificate().toString(),
                "OTAGATE_HTTP_TLS_KEY", served.key().toString());
    }

    private void install(String name) throws IOException {
        copy(name + ".pem", served.certificate());
        copy(name + ".key", served.key());
    }

    private void copy(String from, Path to) throws IOException {
        Files.copy(openssl.file(from), to, StandardCopyOption.REPLACE_EXISTING);
    }

    private void awaitServed(String subject) {
        Awaitility.await().atMost(Duration.ofSeconds(15)).until(this::subject, subject::equals);
    }

    private String subject() throws Exception {
        try (SSLSocket socket = socket()) {
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        }
    }

    private SSLSocket socket() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustAll()}, new SecureRandom());
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", gateway.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private OpenSsl.Run connect(String options) {
        return openssl.run("", ("s_client -connect 127.0.0.1:" + gateway.port() + " " + options).split(" "));
    }

    private static final class TrustAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
