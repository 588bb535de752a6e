package dev.otagate.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.database.DatabaseAddress;
import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient;
import dev.otagate.support.TestClient.Reply;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Thousands of requests with keys that nobody has, and what honest clients and the balancer see beside them. */
@ExtendWith(TestPostgres.class)
@SameOnEveryJdk
class UnknownKeysIT {
    private static final int WAVES = 5;
    private static final int REQUESTS = 300;

    @Test
    void leaveTheGatewayReadyAndServeHonestClients(DatabaseAddress database) throws Exception {
        try (TestGateway gateway = TestGateway.start(database)) {
            TestClient strangers = new TestClient(gateway.endpoint());
            TestClient honest = new TestClient(gateway.endpoint());
            Account account = gateway.account();
            NewAccessKey key = gateway.key(account);
            for (int wave = 0; wave < WAVES; wave++) {
                List<CompletableFuture<Reply>> unknown = new ArrayList<>();
                for (int i = 0; i < REQUESTS; i++) {
                    NewAccessKey madeUp = new NewAccessKey("LTAImadeup" + wave + "x" + i, "secret");
                    unknown.add(strangers.sendAsync(SignedRequest.createModule(madeUp, "p", "m")));
                }
                NewAccessKey fresh = gateway.key(account);
                Reply known = honest.send(SignedRequest.createModule(key, gateway.product(account), "m"));

                assertThat(ready(gateway)).isEqualTo(200);
                assertThat(known.success()).isTrue();
                // 503 for what cannot be looked up on a machine that is so busy that the cache is not confirmed.
                assertThat(unknown.stream().map(reply -> reply.join().code()).distinct())
                        .isSubsetOf("InvalidAccessKeyId.NotFound", "ServiceUnavailable");
                assertThat(honest.send(SignedRequest.createModule(fresh, gateway.product(account), "m"))
                                .success())
                        .isTrue();
            }
        }
    }

    private static int ready(TestGateway gateway) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(gateway.managementEndpoint() + "/health/ready"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
