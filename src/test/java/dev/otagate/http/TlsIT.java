package dev.otagate.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.account.Account;
import dev.otagate.account.NewAccessKey;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.server.Futures;
import dev.otagate.support.Acs3Request;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestCertificate;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestPostgres.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsIT {
    private final Vertx vertx = Vertx.vertx(TestGateway.options());
    private TestCertificate certificate;

    @BeforeAll
    void makeCertificate(@TempDir Path directory) throws Exception {
        certificate = TestCertificate.in(directory);
    }

    @AfterAll
    void stop() {
        Futures.await(vertx.close());
    }

    @Test
    void servesHttpsWithHttp11Only(DatabaseAddress database) {
        try (TestGateway gateway = TestGateway.start(database, settings(false))) {
            assertThat(gateway.endpoint()).startsWith("https://");
            assertThat(createModule(gateway, true)).isEqualTo(HttpVersion.HTTP_1_1);
        }
    }

    @Test
    void offersHttp2WhereTheSettingSaysSo(DatabaseAddress database) {
        try (TestGateway gateway = TestGateway.start(database, settings(true))) {
            assertThat(createModule(gateway, true)).isEqualTo(HttpVersion.HTTP_2);
        }
    }

    @Test
    void readsAFormBodyOfUnknownLengthOverHttp2(DatabaseAddress database) {
        try (TestGateway gateway = TestGateway.start(database, settings(true))) {
            Account account = gateway.account();
            SignedRequest request = SignedRequest.createModule(gateway.key(account), gateway.product(account), "ble")
                    .post();
            HttpClientAgent client = vertx.createHttpClient(clientOptions(true));

            Buffer response = Futures.await(client.request(HttpMethod.POST, gateway.port(), "127.0.0.1", "/")
                    .compose(post -> {
                        post.putHeader(HttpHeaders.CONTENT_TYPE, "application/x-www-form-urlencoded");
                        post.setChunked(true);
                        post.write(request.encoded().substring(0, 40));
                        post.end(request.encoded().substring(40));
                        return post.response().compose(HttpClientResponse::body);
                    }));

            assertThat(response.toString()).endsWith("\"success\":true}");
            Futures.await(client.close());
        }
    }

    @Test
    void takesTheAuthorityOfHttp2AsTheHostThatIsSigned(DatabaseAddress database) {
        try (TestGateway gateway = TestGateway.start(database, settings(true))) {
            Account account = gateway.account();
            Acs3Request request = Acs3Request.of(
                            gateway.key(account),
                            "CreateOTAModule",
                            Map.of("ProductKey", gateway.product(account), "ModuleName", "ble"))
                    .with("host", "127.0.0.1:" + gateway.port());
            HttpClientAgent client = vertx.createHttpClient(clientOptions(true));

            Buffer body = Futures.await(
                    client.request(HttpMethod.POST, gateway.port(), "127.0.0.1", "/?" + request.encodedQuery())
                            .compose(post -> {
                                request.header("host", null).headers().forEach(post::putHeader);
                                return post.send().compose(HttpClientResponse::body);
                            }));

            assertThat(body.toString()).endsWith("\"Success\":true}");
            Futures.await(client.close());
        }
    }

    @Test
    void rejectsConnectAndTooManyHeadersOverHttp2(DatabaseAddress database) {
        try (TestGateway gateway = TestGateway.start(database, settings(true))) {
            HttpClientAgent client = vertx.createHttpClient(clientOptions(true));
            HttpClientResponse connect =
                    Futures.await(client.request(HttpMethod.CONNECT, gateway.port(), "127.0.0.1", "x:443")
                            .compose(HttpClientRequest::connect));
            Buffer body = Futures.await(client.request(HttpMethod.GET, gateway.port(), "127.0.0.1", "/")
                    .compose(get -> {
                        IntStream.range(0, 101).forEach(i -> get.putHeader("h" + i, "x"));
                        return get.send().compose(HttpClientResponse::body);
                    }));

            assertThat(connect.statusCode()).isEqualTo(403);
            assertThat(body.toString()).contains("RequestHeadersTooLarge");
            Futures.await(client.close());
        }
    }

    @Test
    void takesNoHttp2WithoutTlsByDefault(DatabaseAddress database) {
        try (TestGateway gateway = TestGateway.start(database)) {
            assertThat(createModule(gateway, false)).isEqualTo(HttpVersion.HTTP_1_1);
        }
    }

    private Map<String, String> settings(boolean http2) {
        Map<String, String> settings = new HashMap<>();
        settings.put("OTAGATE_HTTP_TLS_CERTIFICATE", certificate.certificate().toString());
        settings.put("OTAGATE_HTTP_TLS_KEY", certificate.key().toString());
        settings.put("OTAGATE_HTTP_HTTP2", Boolean.toString(http2));
        return settings;
    }

    /** Creates a module with a client that prefers HTTP/2, and gives the version that was spoken. */
    private HttpVersion createModule(TestGateway gateway, boolean tls) {
        Account account = gateway.account();
        NewAccessKey key = gateway.key(account);
        SignedRequest request = SignedRequest.createModule(key, gateway.product(account), "ble");
        HttpClientAgent client = vertx.createHttpClient(clientOptions(tls));
        HttpVersion version =
                Futures.await(client.request(HttpMethod.GET, gateway.port(), "127.0.0.1", "/?" + request.encoded())
                        .compose(HttpClientRequest::send)
                        .compose(response -> response.body()
                                .onSuccess(body -> assertThat(body.toString()).endsWith("\"success\":true}"))
                                .map(response.version())));
        Futures.await(client.close());
        return version;
    }

    private HttpClientOptions clientOptions(boolean tls) {
        HttpClientOptions options = new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2);
        if (tls) {
            options.setSsl(true)
                    .setUseAlpn(true)
                    .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
                    .setTrustOptions(new PemTrustOptions()
                            .addCertPath(certificate.certificate().toString()));
        }
        return options;
    }
}
