package dev.otagate.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otagate.config.ConfigException;
import dev.otagate.config.TlsConfig;
import dev.otagate.server.Futures;
import dev.otagate.support.OpenSsl;
import dev.otagate.support.TestGateway;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsIdentityTest {
    private final Vertx vertx = Vertx.vertx(TestGateway.options());
    private OpenSsl openssl;

    @BeforeAll
    void makeFiles(@TempDir Path directory) throws IOException, InterruptedException {
        openssl = new OpenSsl(directory);
        openssl.certificate("rsa", "-newkey", "rsa:2048");
        openssl.certificate("other", "-newkey", "rsa:2048");
        openssl.certificate("short", "-newkey", "rsa:1024");
        openssl.certificate("ec", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256");
        openssl.certificate("p384", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384");
        openssl.certificate("p521", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-521");
        openssl.certificate("koblitz", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:secp256k1");
        openssl.certificate("ed25519", "-newkey", "ed25519");
        openssl.make("rsa", "-in", "rsa.key", "-traditional", "-out", "rsa1.key");
        openssl.make("ec", "-in", "ec.key", "-out", "ec1.key");
        openssl.make("ec", "-in", "p521.key", "-out", "p5211.key");
        openssl.make("ec", "-in", "koblitz.key", "-out", "koblitz1.key");
        key("p224.key", "secp224r1");
        key("brainpool.key", "brainpoolP320t1");
        key("explicit.key", "P-256", "-pkeyopt", "ec_param_enc:explicit");
        openssl.make("ecparam", "-name", "prime256v1", "-out", "parameters.pem");
        openssl.make("pkey", "-in", "rsa.key", "-aes128", "-passout", "pass:x", "-out", "locked.key");
        openssl.make("rsa", "-in", "rsa.key", "-aes128", "-passout", "pass:x", "-traditional", "-out", "locked1.key");
        openssl.make("pkey", "-in", "rsa.key", "-outform", "DER", "-out", "key.der");
        openssl.make("x509", "-in", "rsa.pem", "-outform", "DER", "-out", "certificate.der");
        openssl.make(
                "pkcs12", "-export", "-in", "rsa.pem", "-inkey", "rsa.key", "-passout", "pass:x", "-out", "store.p12");
        openssl.make("req", "-new", "-key", "rsa.key", "-subj", "/CN=x", "-out", "request.pem");
        openssl.make("pkey", "-in", "rsa.key", "-pubout", "-out", "public.pem");
        assertThat(new ProcessBuilder("mkfifo", openssl.file("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        write("both.pem", text("rsa.pem") + text("rsa.key"));
        write("ecwithparameters.key", text("parameters.pem") + text("ec1.key"));
        write("windows.key", "Bag Attributes\r\n" + text("rsa.key").replace("\n", "\r\n"));
        write("windows.pem", text("rsa.pem").replace("\n", "\r\n"));
        write("chain.pem", text("rsa.pem") + text("other.pem"));
        write("wrongorder.pem", text("other.pem") + text("rsa.pem"));
        write("twokeys.key", text("rsa.key") + text("other.key"));
        write("half.key", text("rsa.key").substring(0, 800));
        write("half.pem", text("rsa.pem").substring(0, 700));
        write("nobase64.key", text("rsa.key").replaceFirst("\nMI", "\n!!"));
        write("cutder.key", "-----BEGIN PRIVATE KEY-----\nMIIEvQ==\n-----END PRIVATE KEY-----\n");
        write("cutrsa1.key", "-----BEGIN RSA PRIVATE KEY-----\nMIIEvQ==\n-----END RSA PRIVATE KEY-----\n");
        write("cutec1.key", "-----BEGIN EC PRIVATE KEY-----\nMHc=\n-----END EC PRIVATE KEY-----\n");
        write("cut.pem", "-----BEGIN CERTIFICATE-----\nMIIEvQ==\n-----END CERTIFICATE-----\n");
        write("ssh.key", "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n");
        write("empty", "");
        write("words", "no key at all");
        write("dashes.key", "-----BEGIN PRIVATE KEY-----" + "-a".repeat(300_000));
        write("huge", "x".repeat(2_000_000));
    }

    @AfterAll
    void stop() {
        Futures.await(vertx.close());
    }

    @ParameterizedTest
    @CsvSource({
        "rsa.pem, rsa.key",
        "rsa.pem, rsa1.key",
        "ec.pem, ec.key",
        "ec.pem, ec1.key",
        "ec.pem, ecwithparameters.key",
        "p384.pem, p384.key",
        "p521.pem, p5211.key",
        "ed25519.pem, ed25519.key",
        "both.pem, both.pem",
        "windows.pem, windows.key",
        "chain.pem, rsa.key"
    })
    void servesEveryFormOfAKey(String certificate, String key) {
        HttpServerOptions options = new HttpServerOptions();
        TlsSettings.apply(load(certificate, key), options);
        HttpServer server = Futures.await(vertx.createHttpServer(options)
                .requestHandler(request -> request.response().end())
                .listen(0, "127.0.0.1"));

        for (String version : new String[] {"-tls1_2", "-tls1_3"}) {
            OpenSsl.Run handshake = openssl.run(
                    "", "s_client", version, "-connect", "127.0.0.1:" + server.actualPort(), "-CAfile", certificate);
            assertThat(handshake.status()).as(handshake.output()).isZero();
            assertThat(handshake.output()).contains("Verify return code: 0 (ok)");
        }
        Futures.await(server.close());
    }

    // The read of a pipe would wait for ever.
    @Timeout(60)
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    rsa.pem | missing.key    | http.tls.key: DIR/missing.key cannot be read: there is no such file
                    rsa.pem | .              | http.tls.key: DIR/. cannot be read: it is a directory
                    rsa.pem | empty          | http.tls.key: DIR/empty is empty
                    rsa.pem | words          | http.tls.key: DIR/words has no PEM block
                    rsa.pem | huge           | http.tls.key: DIR/huge has more than 1 MiB
                    rsa.pem | locked.key     | http.tls.key: DIR/locked.key is encrypted with a password; decrypt it: openssl pkey -in DIR/locked.key
                    rsa.pem | locked1.key    | http.tls.key: DIR/locked1.key is encrypted with a password
                    rsa.pem | key.der        | http.tls.key: DIR/key.der is DER, not PEM; convert it: openssl pkey -inform DER
                    rsa.pem | store.p12      | http.tls.key: DIR/store.p12 is PKCS#12, not PEM; convert it: openssl pkcs12
                    rsa.pem | rsa.pem        | http.tls.key: DIR/rsa.pem has no private key, but: CERTIFICATE
                    rsa.pem | public.pem     | http.tls.key: DIR/public.pem has no private key, but: PUBLIC KEY
                    rsa.pem | ssh.key        | http.tls.key: DIR/ssh.key is a key of OpenSSH; convert it
                    rsa.pem | twokeys.key    | http.tls.key: DIR/twokeys.key has 2 private keys
                    rsa.pem | half.key       | http.tls.key: DIR/half.key is not complete PEM
                    rsa.pem | dashes.key     | http.tls.key: DIR/dashes.key is not complete PEM
                    rsa.pem | nobase64.key   | http.tls.key: DIR/nobase64.key has a private key that cannot be read
                    rsa.pem | cutder.key     | http.tls.key: DIR/cutder.key has a private key that cannot be read
                    rsa.pem | cutrsa1.key    | http.tls.key: DIR/cutrsa1.key has a private key that cannot be read
                    ec.pem  | cutec1.key     | http.tls.key: DIR/cutec1.key has a private key that cannot be read
                    rsa.pem | other.key      | http.tls.key: DIR/other.key is not the key of the certificate in DIR/rsa.pem
                    rsa.pem | ec.key         | http.tls.key: DIR/ec.key is not the key of the certificate
                    ec.pem  | p384.key       | http.tls.key: DIR/p384.key is not the key of the certificate
                    wrongorder.pem | rsa.key | http.tls.key: DIR/rsa.key is not the key of the first certificate in DIR/wrongorder.pem
                    short.pem | short.key    | http.tls.key: DIR/short.key has an RSA key of 1024 bits; TLS needs 2048
                    koblitz.pem | koblitz.key  | http.tls.key: DIR/koblitz.key has an EC key on a curve that TLS cannot use: secp256k1
                    koblitz.pem | koblitz1.key | http.tls.key: DIR/koblitz1.key has an EC key on a curve that TLS cannot use: secp256k1
                    ec.pem  | p224.key       | http.tls.key: DIR/p224.key has an EC key on a curve that TLS cannot use: secp224r1
                    ec.pem  | brainpool.key  | http.tls.key: DIR/brainpool.key has an EC key on a curve that TLS cannot use: Unknown named curve: 1.3.36.3.3.2.8.1.1.10
                    ec.pem  | explicit.key   | http.tls.key: DIR/explicit.key has an EC key on a curve that TLS cannot use: Only named
                    rsa.pem | pipe           | http.tls.key: DIR/pipe cannot be read: it is not a regular file
                    pipe    | rsa.key        | http.tls.certificate: DIR/pipe cannot be read: it is not a regular file
                    .       | rsa.key        | http.tls.certificate: DIR/. cannot be read: it is a directory
                    missing.pem | rsa.key    | http.tls.certificate: DIR/missing.pem cannot be read: there is no such file
                    empty   | rsa.key        | http.tls.certificate: DIR/empty is empty
                    certificate.der | rsa.key | http.tls.certificate: DIR/certificate.der is DER, not PEM; convert it: openssl x509
                    store.p12 | rsa.key      | http.tls.certificate: DIR/store.p12 is PKCS#12, not PEM
                    request.pem | rsa.key    | http.tls.certificate: DIR/request.pem has a request for a certificate
                    rsa.key | rsa.key        | http.tls.certificate: DIR/rsa.key has no certificate, but: PRIVATE KEY
                    half.pem | rsa.key       | http.tls.certificate: DIR/half.pem is not complete PEM
                    cut.pem | rsa.key        | http.tls.certificate: DIR/cut.pem is damaged: certificate 1 cannot be read
                    """)
    void namesTheSettingAndWhatIsWrongInOneLine(String certificate, String key, String message) {
        assertThatThrownBy(() -> load(certificate, key))
                .isInstanceOf(ConfigException.class)
                .message()
                .startsWith(message.replace("DIR", openssl.file("x").getParent().toString()))
                .doesNotContain("\n");
    }

    @Test
    void reportsNothingOfTheKeyItself() throws IOException {
        String secret = text("rsa.key").lines().skip(3).findFirst().orElseThrow();

        assertThatThrownBy(() -> load("rsa.pem", "nobase64.key")).message().doesNotContain(secret);
    }

    private void key(String file, String curve, String... options) {
        List<String> arguments = new ArrayList<>(List.of("genpkey", "-algorithm", "EC", "-out", file));
        arguments.addAll(List.of("-pkeyopt", "ec_paramgen_curve:" + curve));
        arguments.addAll(List.of(options));
        openssl.make(arguments.toArray(String[]::new));
    }

    private TlsIdentity load(String certificate, String key) {
        return TlsIdentity.load(new TlsConfig(
                        openssl.file(certificate).toString(), openssl.file(key).toString()))
                .orElseThrow();
    }

    private String text(String name) throws IOException {
        return Files.readString(openssl.file(name), StandardCharsets.ISO_8859_1);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(openssl.file(name), text);
    }
}
