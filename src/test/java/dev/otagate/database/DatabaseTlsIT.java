package dev.otagate.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otagate.server.Futures;
import dev.otagate.support.TestCertificate;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** TLS and SCRAM, by the reactive client and by JDBC. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseTlsIT {
    private static final String IN_TLS = "SELECT ssl::int FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

    private final Vertx vertx = Vertx.vertx(TestGateway.options());
    private EmbeddedPostgres postgres;
    private TestCertificate certificate;

    @BeforeAll
    void start(@TempDir Path certificates) throws Exception {
        Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target", "test-postgres")), "tls");
        postgres = EmbeddedPostgres.start(directory);
        certificate = TestCertificate.in(certificates);
        Path data = directory.resolve("postgres").resolve("data");
        Files.copy(certificate.certificate(), data.resolve("server.crt"));
        Files.copy(certificate.key(), data.resolve("server.key"));
        Files.setPosixFilePermissions(data.resolve("server.key"), PosixFilePermissions.fromString("rw-------"));
        TestPostgres.execute(postgres.address(), "ALTER SYSTEM SET ssl = on");
        TestPostgres.execute(postgres.address(), "SELECT pg_reload_conf()");
        Awaitility.await()
                .ignoreExceptions()
                .atMost(Duration.ofSeconds(10))
                .until(() -> TestPostgres.number(address("require"), IN_TLS) == 1);
    }

    @AfterAll
    void stop() {
        Futures.await(vertx.close());
        postgres.close();
    }

    @Test
    void verifiesTheServersCertificateAndName() {
        for (String mode : new String[] {"require", "verify-ca", "verify-full"}) {
            DatabaseAddress address = address(mode);
            assertThat(TestPostgres.number(address, IN_TLS))
                    .as("JDBC, %s", mode)
                    .isOne();
            assertThat(reactive(address)).as("reactive, %s", mode).isOne();
        }
        assertThat(TestPostgres.text(
                        postgres.address(), "SELECT left(rolpassword, 14) FROM pg_authid WHERE rolname = 'otagate'"))
                .isEqualTo("SCRAM-SHA-256$");
    }

    @Test
    void rejectsAServerThatAnotherAuthorityVouchesFor(@TempDir Path other) throws Exception {
        DatabaseAddress address = DatabaseAddress.parse(uri("verify-full", TestCertificate.in(other)));

        assertThatThrownBy(() -> connect(address)).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> reactive(address)).isInstanceOf(Exception.class);
    }

    private static void connect(DatabaseAddress address) throws SQLException {
        try (Connection connection = address.dataSource().getConnection()) {
            assertThat(connection).as("a connection that must not be").isNull();
        }
    }

    private int reactive(DatabaseAddress address) {
        Future<Integer> inTls = PgConnection.connect(vertx, address.connectOptions())
                .compose(connection -> connection
                        .query(IN_TLS)
                        .execute()
                        .map(rows -> rows.iterator().next().getInteger(0))
                        .eventually(connection::close));
        return Futures.await(inTls);
    }

    private DatabaseAddress address(String sslMode) {
        return DatabaseAddress.parse(uri(sslMode, certificate));
    }

    private String uri(String sslMode, TestCertificate authority) {
        DatabaseAddress address = postgres.address();
        return "postgresql://" + address.user() + ":" + URLEncoder.encode(address.password(), StandardCharsets.UTF_8)
                + "@127.0.0.1:" + address.servers().get(0).port() + "/" + address.database() + "?sslmode=" + sslMode
                + "&sslrootcert="
                + authority.certificate();
    }
}
