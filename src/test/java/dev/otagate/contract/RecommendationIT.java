package dev.otagate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.database.DatabaseAddress;
import dev.otagate.support.RawConnection;
import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The field Recommend of Alibaba's dialect if the console has a public URL. */
@ExtendWith(TestPostgres.class)
@SameOnEveryJdk
class RecommendationIT {
    private static final String PAGE = "https://otagate.example/console/#/code/";

    @Test
    void pointsToTheConsolesPageOfTheCode(DatabaseAddress database) {
        try (TestGateway gateway =
                TestGateway.start(database, Map.of("OTAGATE_MANAGEMENT_PUBLIC_URL", "https://otagate.example"))) {
            SignedRequest request = SignedRequest.createModule(gateway.key(gateway.account()), "a1uctKe0000", "ble")
                    .with("Action", "Nothing")
                    .with("Version", "2018-01-20")
                    .with("Format", "JSON");

            assertThat(new TestClient(gateway.endpoint())
                            .send(request)
                            .json()
                            .get("Recommend")
                            .asText())
                    .isEqualTo(PAGE + "InvalidAction.NotFound");
            try (RawConnection connection = new RawConnection(gateway.port())) {
                connection.send("GET /?Format=JSON&Version=2018-01-20 HTTP/1.1\r\nno colon\r\n\r\n");
                assertThat(connection.response().body()).contains("\"Recommend\":\"" + PAGE + "InvalidRequest\"");
            }
        }
    }
}
