package dev.otagate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.account.Account;
import dev.otagate.account.NewAccessKey;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient.Reply;
import java.time.Duration;
import java.util.OptionalInt;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RateLimitIT extends ContractTest {
    private static final int SLOW = 1;

    @Test
    void tellsWhoIsThrottledWhenToComeBack() {
        Account limited = gateway.account(OptionalInt.of(SLOW), OptionalInt.of(2));
        NewAccessKey limitedKey = gateway.key(limited);
        String limitedProduct = gateway.product(limited);
        SignedRequest request = SignedRequest.createModule(limitedKey, limitedProduct, "x!");
        client.send(request);
        client.send(request);

        Reply reply = client.send(request);

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.code()).isEqualTo("Throttling.User");
        assertThat(reply.message()).isEqualTo("Request was denied due to user flow control.");
        assertThat(reply.header("Retry-After")).isEqualTo("1");
        assertThat(reply.header("RateLimit")).isEqualTo("\"account\";r=0;t=1");
        assertThat(reply.header("RateLimit-Policy")).isEqualTo("\"account\";q=1;w=1");
    }

    @Test
    void countsAllKeysOfAnAccountTogetherAndNoOther() {
        Account limited = gateway.account(OptionalInt.of(SLOW), OptionalInt.of(3));
        String limitedProduct = gateway.product(limited);
        NewAccessKey first = gateway.key(limited);
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
        Account limited = gateway.account(OptionalInt.of(5), OptionalInt.of(1));
        NewAccessKey limitedKey = gateway.key(limited);
        String limitedProduct = gateway.product(limited);
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
        Account limited = gateway.account(OptionalInt.of(SLOW), OptionalInt.of(20));
        NewAccessKey limitedKey = gateway.key(limited);
        String limitedProduct = gateway.product(limited);
        SignedRequest captured = SignedRequest.createModule(limitedKey, limitedProduct, "a");
        client.send(captured);

        for (int i = 0; i < 100; i++) {
            assertThat(client.send(captured).code()).isEqualTo("SignatureNonceUsed");
        }
        assertThat(client.send(SignedRequest.createModule(limitedKey, limitedProduct, "b"))
                        .success())
                .isTrue();
    }
}
