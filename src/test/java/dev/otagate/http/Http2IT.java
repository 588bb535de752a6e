package dev.otagate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otagate.account.NewAccessKey;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.server.Futures;
import dev.otagate.support.Acs3Request;
import dev.otagate.support.RawConnection;
import dev.otagate.support.RawHttp2;
import dev.otagate.support.RawHttp2.Frame;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestCertificate;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(TestPostgres.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Http2IT {
    private static final int MAX_STREAMS = 64;
    private static final int MAX_UNVERIFIED_BYTES = 1_048_576;

    private final Vertx vertx = Vertx.vertx(TestGateway.options());
    private TestCertificate certificate;
    private TestGateway gateway;
    private NewAccessKey key;
    private String product;

    @BeforeAll
    void startGateway(DatabaseAddress database, @TempDir Path directory) throws Exception {
        certificate = TestCertificate.in(directory);
        gateway = start(database, Map.of());
        var account = gateway.account();
        key = gateway.key(account);
        product = gateway.product(account);
    }

    private TestGateway start(DatabaseAddress database, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "OTAGATE_HTTP_TLS_CERTIFICATE", certificate.certificate().toString(),
                "OTAGATE_HTTP_TLS_KEY", certificate.key().toString(),
                "OTAGATE_HTTP_HTTP2", "true",
                "OTAGATE_HTTP_EVENT_LOOPS", "1",
                "OTAGATE_HTTP_BODY_TIMEOUT_MS", "60000",
                "OTAGATE_HTTP_MAX_UNVERIFIED_BYTES", Integer.toString(MAX_UNVERIFIED_BYTES),
                "OTAGATE_SHUTDOWN_DRAIN_MS", "1000"));
        settings.putAll(more);
        return TestGateway.start(database, settings);
    }

    @AfterAll
    void stop() {
        gateway.close();
        Futures.await(vertx.close());
    }

    @Test
    void requestsLeaveNothingBehind() throws Exception {
        try (Http2Client client = new Http2Client(vertx, certificate.certificate())) {
            for (int i = 0; i < 40; i++) {
                List<Future<Integer>> responses = new ArrayList<>();
                for (int j = 0; j < 10; j++) {
                    responses.add(client.status(gateway, HttpMethod.GET, "/?" + list(), ""));
                    responses.add(client.status(gateway, HttpMethod.POST, "/", signedForm()));
                    responses.add(client.status(gateway, HttpMethod.GET, "/other", ""));
                    responses.add(client.status(gateway, HttpMethod.POST, "/other", "a=b"));
                    responses.add(client.status(gateway, HttpMethod.OPTIONS, "*", ""));
                }
                Futures.await(Future.all(responses));
                assertThat(responses.subList(0, 2)).extracting(Future::result).containsOnly(200);
            }

            await().untilAsserted(() -> assertThat(unverifiedBytes()).isZero());
            assertThat(client.connections).hasSize(1);
            assertThat(instances("io.vertx.core.http.impl.Http2ServerRequest")).isLessThan(20);
            assertThat(instances("io.vertx.ext.web.impl.RoutingContextImpl")).isLessThan(20);
        }
    }

    @Test
    void unfinishedBodiesStayWithinTheBudget() throws Exception {
        List<RawHttp2> clients = new ArrayList<>();
        try (Http2Client honest = new Http2Client(vertx, certificate.certificate())) {
            for (int i = 0; i < 8; i++) {
                RawHttp2 client = connect();
                clients.add(client);
                IntStream.range(0, MAX_STREAMS).forEach(stream -> client.beginPost(2 * stream + 1, 700));
            }
            await().untilAsserted(() -> assertThat(unverifiedBytes()).isGreaterThan(8 * MAX_STREAMS * 1_400));
            assertThat(Futures.await(honest.status(gateway, HttpMethod.POST, "/", signedForm())))
                    .isEqualTo(200);

            for (RawHttp2 client : clients) {
                IntStream.range(MAX_STREAMS, 90).forEach(stream -> client.beginPost(2 * stream + 1, 700));
            }
            assertThat(unverifiedBytes()).isLessThanOrEqualTo(MAX_UNVERIFIED_BYTES);
            assertThat(Futures.await(honest.status(gateway, HttpMethod.POST, "/", signedForm())))
                    .isEqualTo(200);
        } finally {
            clients.forEach(RawHttp2::close);
        }
        await().untilAsserted(() -> assertThat(unverifiedBytes()).isZero());
    }

    @Test
    void anAbortedStreamLeavesNothingBehind() throws Exception {
        try (RawHttp2 client = connect()) {
            client.get(1);
            await().until(() -> client.frame().endsStream());
            double before = settledBytes();
            for (int stream = 1; stream < 60; stream++) {
                client.beginPost(2 * stream + 1, 100);
                client.reset(2 * stream + 1);
            }
            client.get(121);
            await().until(() -> client.frame().stream() == 121);

            await().untilAsserted(() -> assertThat(unverifiedBytes()).isEqualTo(before));
            assertThat(instances("io.vertx.core.http.impl.Http2ServerRequest")).isLessThan(20);
        }
        await().untilAsserted(() -> assertThat(unverifiedBytes()).isZero());
    }

    @Test
    void aStreamOverTheLimitIsRejected() {
        try (RawHttp2 client = connect()) {
            int over = 2 * MAX_STREAMS + 1;
            IntStream.range(0, MAX_STREAMS + 1).forEach(stream -> client.beginPost(2 * stream + 1, 10));

            Frame reset = client.frame();
            while (!reset.isReset()) {
                reset = client.frame();
            }
            assertThat(reset.stream()).isEqualTo(over);
            assertThat(reset.errorCode()).isEqualTo(RawHttp2.REFUSED_STREAM);
        }
    }

    @Test
    void whileItDrainsAClientGetsItsResponseAndGoAway(DatabaseAddress database) throws Exception {
        try (TestGateway draining = start(database, Map.of());
                Http2Client client = new Http2Client(vertx, certificate.certificate())) {
            assertThat(Futures.await(client.status(draining, HttpMethod.GET, "/?" + list(), "")))
                    .isEqualTo(200);
            CompletableFuture<Void> stop = CompletableFuture.runAsync(draining::stopGateway);
            await().until(() -> {
                assertThat(Futures.await(client.status(draining, HttpMethod.GET, "/?" + list(), "")))
                        .isEqualTo(200);
                return !client.goAways.isEmpty();
            });

            assertThat(client.goAways.peek().getErrorCode()).isZero();
            stop.join();
        }
    }

    @Test
    void aConnectionMakesNoRoomWhileOneOfItsStreamsIsServed(DatabaseAddress database) throws Exception {
        try (TestGateway narrow = start(database, Map.of("OTAGATE_HTTP_MAX_CONNECTIONS_PER_ADDRESS", "1"));
                Connection operator = database.dataSource().getConnection();
                Http2Client client = new Http2Client(vertx, certificate.certificate())) {
            operator.setAutoCommit(false);
            operator.createStatement().execute("LOCK TABLE product IN EXCLUSIVE MODE");
            String create = SignedRequest.createModule(key, product, "late").encoded();
            Future<Integer> created = client.status(narrow, HttpMethod.GET, "/?" + create, "");
            await().until(() -> TestPostgres.number(database, """
                    SELECT count(*) FROM pg_locks
                    WHERE NOT granted AND relation = 'product'::regclass""") > 0);
            assertThat(Futures.await(client.status(narrow, HttpMethod.GET, "/?" + list(), "")))
                    .isEqualTo(200);

            try (RawConnection rejected = new RawConnection(narrow.port())) {
                assertThat(rejected.isClosedByServer()).isTrue();
            }
            operator.rollback();
            assertThat(Futures.await(created)).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        ":authority, localhost:0443",
        ":authority, LocalHost",
        ":authority, a:",
        "host, localhost:0443",
        "host, a:"
    })
    void theHostIsSignedToTheLetter(String field, String host) {
        Acs3Request request = Acs3Request.of(key, "ListOTAModuleByProduct", Map.of("ProductKey", product))
                .withMethod("GET")
                .with("host", host);
        Map<String, String> fields = new LinkedHashMap<>(
                Map.of(":method", "GET", ":scheme", "https", ":path", "/?" + request.encodedQuery()));
        if (field.startsWith(":")) {
            fields.put(field, host);
            fields.putAll(request.header("host", null).headers());
        } else {
            fields.putAll(request.headers());
        }
        try (RawHttp2 client = connect()) {
            client.request(1, fields);

            assertThat(client.body()).contains("\"Success\":true");
        }
    }

    private RawHttp2 connect() {
        return new RawHttp2(gateway.port(), certificate);
    }

    private String list() {
        return request().encoded();
    }

    private String signedForm() {
        return request().post().encoded();
    }

    private SignedRequest request() {
        return SignedRequest.of(key, "ListOTAModuleByProduct").with("ProductKey", product);
    }

    private double unverifiedBytes() {
        return gateway.metrics()
                .lines()
                .filter(line -> line.startsWith("otagate_unverified_bytes "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .sum();
    }

    // What a connection holds when its first request is over.
    private double settledBytes() {
        await().until(() -> unverifiedBytes() == unverifiedBytes());
        return unverifiedBytes();
    }

    // Collects garbage first.
    private static int instances(String type) throws Exception {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        return histogram
                .lines()
                .map(line -> line.trim().split("\\s+"))
                .filter(words -> words.length > 3 && words[3].equals(type))
                .mapToInt(words -> Integer.parseInt(words[1]))
                .sum();
    }
}
