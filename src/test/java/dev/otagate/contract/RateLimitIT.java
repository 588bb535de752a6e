package dev.otagate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.account.Account;
import dev.otagate.account.NewAccessKey;
import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient;
import dev.otagate.support.TestClient.Reply;
import dev.otagate.support.TestGateway;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@SameOnEveryJdk
class RateLimitIT extends ContractTest {
    private static final int SLOW = 1;

    private Account limited;
    private NewAccessKey limitedKey;
    private String limitedProduct;

    @Test
    void returnsWhenToRetryToAThrottledClient() {
        limit(SLOW, 2);
        client.send(SignedRequest.createModule(limitedKey, limitedProduct, "a"));
        client.send(SignedRequest.createModule(limitedKey, limitedProduct, "b"));

        Reply reply = client.send(SignedRequest.createModule(limitedKey, limitedProduct, "x!"));

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.code()).isEqualTo("Throttling.User");
        assertThat(reply.message()).isEqualTo("Request was denied due to user flow control.");
        assertThat(reply.header("Retry-After")).isEqualTo("1");
        assertThat(reply.header("RateLimit")).isEqualTo("\"account\";r=0;t=1");
        assertThat(reply.header("RateLimit-Policy")).isEqualTo("\"account\";q=1;w=1");
    }

    @Test
    void countsAllKeysOfAnAccountTogetherAndNoOther() {
        limit(SLOW, 3);
        NewAccessKey first = limitedKey;
        NewAccessKey second = gateway.key(limited);
        client.send(SignedRequest.createModule(first, limitedProduct, "a"));
        client.send(SignedRequest.createModule(second, limitedProduct, "b"));
        client.send(SignedRequest.createModule(first, limitedProduct, "c"));

        assertThat(client.send(SignedRequest.createModule(second, limitedProduct, "d"))
                        .code())
                .isEqualTo("Throttling.User");
        assertThat(client.send(create("mine")).success()).isTrue();
    }

    @Test
    void doesNotUseUpTheNonceOfAThrottledRequest() {
        limit(5, 1);
        client.send(SignedRequest.createModule(limitedKey, limitedProduct, "a"));
        SignedRequest throttled = SignedRequest.createModule(limitedKey, limitedProduct, "b");
        assertThat(client.send(throttled).code()).isEqualTo("Throttling.User");

        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () -> assertThat(client.send(throttled).success()).isTrue());
    }

    @Test
    void doesNotChargeTheOwnerForReplays() {
        limit(SLOW, 20);
        SignedRequest captured = SignedRequest.createModule(limitedKey, limitedProduct, "a");
        client.send(captured);

        for (int i = 0; i < 100; i++) {
            assertThat(client.send(captured).code()).isEqualTo("SignatureNonceUsed");
        }
        assertThat(client.send(SignedRequest.createModule(limitedKey, limitedProduct, "b"))
                        .success())
                .isTrue();
    }

    @Test
    void doesNotChargeTheOwnerForRequestsThatValidationRejects() {
        limit(SLOW, 5);
        SignedRequest captured = SignedRequest.createModule(limitedKey, limitedProduct, "x!");

        Set<String> codes = IntStream.range(0, 1_000)
                .mapToObj(i -> client.send(captured).code())
                .collect(Collectors.toSet());

        assertThat(codes).containsOnly("iot.ota.InvalidFormattedModuleName", "Throttling.User");
        for (int i = 0; i < 5; i++) {
            assertThat(client.send(SignedRequest.createModule(limitedKey, limitedProduct, "m" + i))
                            .success())
                    .isTrue();
        }
    }

    @Test
    void rejectsTheOwnersOtherRequestsByTheirParametersWhileACapturedOneIsReplayed() {
        Account limited = gateway.account(OptionalInt.of(SLOW), OptionalInt.of(5));
        NewAccessKey limitedKey = gateway.key(limited);
        String limitedProduct = gateway.product(limited);
        SignedRequest captured = SignedRequest.createModule(limitedKey, limitedProduct, "x!");

        for (int i = 0; i < 200; i++) {
            client.send(captured);
        }

        for (int i = 0; i < 5; i++) {
            assertThat(client.send(SignedRequest.createModule(limitedKey, limitedProduct, "y!"))
                            .code())
                    .isEqualTo("iot.ota.InvalidFormattedModuleName");
        }
    }

    @Test
    void doesNotChargeTheOwnerForReplaysThatTheNodeDoesNotKnow() {
        limit(SLOW, 40);
        List<SignedRequest> captured = requests(15, limitedKey, limitedProduct);

        try (TestGateway other = TestGateway.start(database)) {
            TestClient there = new TestClient(other.endpoint());
            captured.forEach(
                    request -> assertThat(client.send(request).success()).isTrue());
            captured.forEach(request -> assertThat(there.send(request).code()).isEqualTo("SignatureNonceUsed"));

            assertThat(requests(20, limitedKey, limitedProduct))
                    .allMatch(request -> there.send(request).success());
        }
        // A small quota begins again if the number of nodes changes, so the other tests need a node that is alone.
        Awaitility.await()
                .until(() -> gateway.metrics()
                        .lines()
                        .anyMatch(line -> line.matches("otagate_cluster_nodes(\\{.*})? 1\\.0")));
    }

    @Test
    void takesAPermitForEachModuleOfABatch() {
        limit(SLOW, 10);
        assertThat(client.send(batch(limitedKey, limitedProduct, "a", 6)).success())
                .isTrue();

        Reply throttled = client.send(batch(limitedKey, limitedProduct, "b", 6));

        assertThat(throttled.status()).isEqualTo(429);
        // A second later, there is a permit more.
        assertThat(throttled.header("RateLimit")).isIn("\"account\";r=4;t=2", "\"account\";r=5;t=1");
        assertThat(throttled.header("Retry-After")).isIn("2", "1");
        assertThat(client.send(batch(limitedKey, limitedProduct, "c", 4)).success())
                .isTrue();
    }

    @Test
    void takesTheWholeBurstForALargerBatch() {
        limit(SLOW, 4);

        assertThat(client.send(batch(limitedKey, limitedProduct, "a", 8)).success())
                .isTrue();
        assertThat(client.send(batch(limitedKey, limitedProduct, "b", 8)).code())
                .isEqualTo("Throttling.User");
    }

    private void limit(int permitsPerSecond, int burst) {
        limited = gateway.account(OptionalInt.of(permitsPerSecond), OptionalInt.of(burst));
        limitedKey = gateway.key(limited);
        limitedProduct = gateway.product(limited);
    }

    private static List<SignedRequest> requests(int count, NewAccessKey key, String product) {
        return IntStream.range(0, count)
                .mapToObj(i -> SignedRequest.of(key, "ListOTAModuleByProduct", product))
                .toList();
    }

    private static SignedRequest batch(NewAccessKey key, String product, String prefix, int modules) {
        String items = IntStream.range(0, modules)
                .mapToObj(i -> "{\"ProductKey\":\"%s\",\"ModuleName\":\"%s%d\"}".formatted(product, prefix, i))
                .collect(Collectors.joining(",", "[", "]"));
        return SignedRequest.of(key, "BatchCreateOTAModule").with("Modules", items);
    }
}
