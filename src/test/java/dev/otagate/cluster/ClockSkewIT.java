package dev.otagate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.database.DatabaseAddress;
import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(TestPostgres.class)
@SameOnEveryJdk
class ClockSkewIT {
    @ParameterizedTest
    @CsvSource({"60, 200", "-600, 503"})
    void showsHowFarItsClockIsFromTheDatabasesAndIsNotReadyIfThatIsTooFar(
            int seconds, int status, DatabaseAddress database) throws Exception {
        Clock wrong = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds));
        try (TestGateway gateway = TestGateway.startWithClock(database, Map.of(), wrong)) {
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> Math.abs(skew(gateway) - seconds) < 2);

            HttpResponse<String> ready = get(gateway, "/health/ready");
            assertThat(ready.body()).contains("skewSeconds");
            assertThat(ready.statusCode()).isEqualTo(status);
        }
    }

    private static double skew(TestGateway gateway) throws IOException, InterruptedException {
        return get(gateway, "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("otagate_clock_skew_seconds "))
                .mapToDouble(line -> Double.parseDouble(line.split(" ")[1]))
                .findFirst()
                .orElseThrow();
    }

    private static HttpResponse<String> get(TestGateway gateway, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(gateway.managementEndpoint() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
