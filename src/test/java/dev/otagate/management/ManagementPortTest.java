package dev.otagate.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.database.DatabaseAddress;
import dev.otagate.support.RawConnection;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A gateway whose management port is sent raw requests. */
@ExtendWith(TestPostgres.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ManagementPortTest {
    private TestGateway gateway;

    @BeforeAll
    void start(DatabaseAddress database) {
        gateway = TestGateway.start(database, Map.of("OTAGATE_MANAGEMENT_ALLOWED_HOSTS", "metrics.example, gw-1"));
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    static void assertError(RawConnection.Response response, int status, String part) {
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.head()).containsIgnoringCase("content-type: application/json");
        assertThat(new JsonObject(response.body()).getString("message")).contains(part);
    }

    RawConnection.Response send(String head) {
        try (RawConnection connection = connect()) {
            return connection.send(head + "\r\n\r\n").response();
        }
    }

    RawConnection connect() {
        return new RawConnection(gateway.managementPort());
    }
}
