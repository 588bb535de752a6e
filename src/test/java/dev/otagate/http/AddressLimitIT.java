package dev.otagate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otagate.account.Account;
import dev.otagate.account.NewAccessKey;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.support.Crowd;
import dev.otagate.support.RawConnection;
import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SameOnEveryJdk
class AddressLimitIT extends HttpTest {
    @Override
    Map<String, String> settings() {
        return Map.of("OTAGATE_HTTP_MAX_CONNECTIONS_PER_ADDRESS", "16");
    }

    @Test
    void anAddressHasNoMoreConnectionsThanTheLimit() {
        try (Crowd crowd = Crowd.of(40, gateway.port())) {
            await().until(() -> crowd.open() <= 16);

            assertServesNewClients();
        }
    }

    @Test
    void aTrustedProxyHasNoSuchLimit(DatabaseAddress database) {
        Map<String, String> settings = Map.of(
                "OTAGATE_HTTP_EVENT_LOOPS", "1",
                "OTAGATE_HTTP_MAX_CONNECTIONS_PER_ADDRESS", "16",
                "OTAGATE_HTTP_TRUSTED_PROXIES", "127.0.0.0/8");
        try (TestGateway trusting = TestGateway.start(database, settings);
                Crowd crowd = Crowd.of(40, trusting.port()).send("GET / HTTP/1.1\r\n\r\n")) {
            assertThat(crowd.open()).isEqualTo(40);
        }
    }

    @Test
    void anIpv6NetworkOf64BitsIsOneAddress(DatabaseAddress database) {
        Map<String, String> settings = Map.of(
                "OTAGATE_HTTP_EVENT_LOOPS", "1",
                "OTAGATE_HTTP_MAX_CONNECTIONS_PER_ADDRESS", "4",
                "OTAGATE_HTTP_PROXY_PROTOCOL", "true");
        List<RawConnection> clients = new ArrayList<>();
        try (TestGateway proxied = TestGateway.start(database, settings)) {
            for (int i = 1; i <= 6; i++) {
                clients.add(from("2001:db8:0:1:" + i + "::1", proxied));
            }
            clients.add(from("2001:db8:0:2::1", proxied));

            await().untilAsserted(() ->
                    assertThat(proxied.metrics()).contains("otagate_connections_closed_total{reason=\"address\"} 2.0"));
            assertThat(proxied.metrics()).contains("otagate_connections 5.0");
        } finally {
            clients.forEach(RawConnection::close);
        }
    }

    private static RawConnection from(String address, TestGateway proxied) {
        RawConnection connection = new RawConnection(proxied.port());
        connection.send("PROXY TCP6 " + address + " ::1 40000 8686\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n");
        connection.response();
        return connection;
    }

    @ParameterizedTest
    @CsvSource({"OTAGATE_HTTP_MAX_CONNECTIONS_PER_ADDRESS, 1, address", "OTAGATE_HTTP_MAX_CONNECTIONS, 8, connections"})
    void aConnectionThatFindsNoRoomIsCounted(String setting, int limit, String reason, DatabaseAddress database)
            throws SQLException {
        Map<String, String> settings = Map.of("OTAGATE_HTTP_EVENT_LOOPS", "1", setting, Integer.toString(limit));
        List<RawConnection> serving = new ArrayList<>();
        try (TestGateway narrow = TestGateway.start(database, settings);
                Connection operator = database.dataSource().getConnection()) {
            Account account = narrow.account();
            NewAccessKey key = narrow.key(account);
            String product = narrow.product(account);
            operator.setAutoCommit(false);
            operator.createStatement().execute("LOCK TABLE product IN EXCLUSIVE MODE");
            for (int i = 0; i < limit; i++) {
                String create =
                        SignedRequest.createModule(key, product, "m" + i).encoded();
                serving.add(new RawConnection(narrow.port()));
                serving.get(i).send("GET /?" + create + " HTTP/1.1\r\nHost: x\r\n\r\n");
            }
            await().until(() -> TestPostgres.number(database, """
                    SELECT count(*) FROM pg_locks
                    WHERE NOT granted AND relation = 'product'::regclass""") > 0);

            try (RawConnection rejected = new RawConnection(narrow.port())) {
                assertThat(rejected.isClosedByServer()).isTrue();
            }
            operator.rollback();
            serving.forEach(
                    connection -> assertThat(connection.response().head()).isNotEmpty());
            await().untilAsserted(() -> assertThat(narrow.metrics())
                    .contains("otagate_connections_closed_total{reason=\"" + reason + "\"} 1.0"));
        } finally {
            serving.forEach(RawConnection::close);
        }
    }
}
