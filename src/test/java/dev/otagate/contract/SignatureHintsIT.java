package dev.otagate.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otagate.account.NewAccessKey;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.support.Acs3Request;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient;
import dev.otagate.support.TestClient.Reply;
import dev.otagate.support.TestGateway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SignatureHintsIT extends ContractTest {
    private static final int PER_SECOND = 4;

    @BeforeAll
    @Override
    void startGateway(DatabaseAddress own) {
        database = own;
        gateway = TestGateway.start(
                own,
                Map.of(
                        "OTAGATE_SIGNATURE_EXPLAIN", "true",
                        "OTAGATE_SIGNATURE_EXPLAIN_PER_SECOND", Integer.toString(PER_SECOND),
                        "OTAGATE_HTTP_SERVER_TIMING", "true"));
        client = new TestClient(gateway.endpoint());
        account = gateway.account();
        key = gateway.key(account);
    }

    private String explained(SignedRequest request) {
        // The explanations of a second may be used up by another test.
        return await().until(() -> client.send(request).message(), message -> message.contains("("));
    }

    @Test
    void addsTheMistakeToTheMessage() {
        NewAccessKey other = gateway.key(account);
        assertThat(explained(create("ble").signedWith(other.accessKeySecret())))
                .contains("is not matched with our calculation. server string to sign is:GET&%2F&")
                .endsWith(" (other-secret: The secret belongs to another key of the account. Use the secret of the"
                        + " AccessKeyId that you send.)");
        assertThat(explained(create("ble").signedWith(key.accessKeySecret() + "\n")))
                .contains("(secret-with-newline:");
    }

    @Test
    void explainsAFewSignaturesASecond() {
        SignedRequest wrong = create("ble").signedWith(key.accessKeySecret() + " ");
        long started = System.nanoTime();
        long explained = IntStream.range(0, 100)
                .filter(i -> client.send(wrong).message().contains("(secret-with-space:"))
                .count();
        long seconds = (System.nanoTime() - started) / 1_000_000_000 + 2;
        assertThat(explained).isPositive().isLessThanOrEqualTo(PER_SECOND * seconds);
    }

    @Test
    void addsNothingIfTheMistakeIsNotKnownOrTheSdkNamesIt() {
        SignedRequest unknown = create("ble").signedWith("another secret");
        assertThat(withinTheLimit(() -> client.send(unknown).message())).endsWith(unknown.stringToSign());
        Acs3Request ofSdk = Acs3Request.of(key, "CreateOTAModule", Map.of("ProductKey", product, "ModuleName", "ble"))
                .header("x-sdk-client", "Java/2.0.0");
        String signature = ofSdk.headers().get("authorization");
        Acs3Request upper = ofSdk.header(
                "authorization",
                signature.substring(0, signature.lastIndexOf('=') + 1)
                        + signature.substring(signature.lastIndexOf('=') + 1).toUpperCase(Locale.ROOT));
        for (String sdk : List.of("Java/2.0.0", "golang/1.0.0", "Net/2.0.0")) {
            Acs3Request request = upper.header("x-sdk-client", sdk);
            assertThat(withinTheLimit(
                            () -> client.send(request).json().path("Message").asText()))
                    .as(sdk)
                    .isNotEmpty()
                    .doesNotContain("(signature-upper-case");
        }
    }

    // The limit left explanations before and after: so it did not suppress this one.
    private String withinTheLimit(Supplier<String> message) {
        SignedRequest control = create("ble").signedWith(key.accessKeySecret() + "\n");
        return await().pollInterval(Duration.ofMillis(1))
                .until(
                        () -> {
                            boolean before = client.send(control).message().contains("(secret-with-newline:");
                            String received = message.get();
                            boolean after =
                                    before && client.send(control).message().contains("(secret-with-newline:");
                            return after ? Optional.of(received) : Optional.<String>empty();
                        },
                        Optional::isPresent)
                .orElseThrow();
    }

    @Test
    void largeWrongRequestsDoNotDelayOthers() throws Exception {
        SignedRequest large = SignedRequest.of(key, "BatchCreateOTAModule")
                .with("Modules", "[" + "{\"ProductKey\":\"蓝牙\"},".repeat(400) + "]")
                .signedWith("wrong");
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> flood = CompletableFuture.runAsync(() -> {
            while (!done.get()) {
                client.send("POST", "", "application/x-www-form-urlencoded", large.encoded());
            }
        });
        List<Long> millis = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                long started = System.nanoTime();
                assertThat(client.send(SignedRequest.of(key, "ListOTAModuleByProduct", product))
                                .success())
                        .isTrue();
                millis.add((System.nanoTime() - started) / 1_000_000);
            }
        } finally {
            done.set(true);
            flood.get();
        }
        Collections.sort(millis);
        assertThat(millis.get(190)).isLessThan(250);
    }

    @Test
    void sendsTheTimesOfTheStages() {
        Reply reply = client.send(create("ble"));
        assertThat(reply.header("Server-Timing"))
                .matches("(\\w+;dur=[0-9.E-]+, )+total;dur=[0-9.E-]+")
                .contains("verify;dur=")
                .contains("store;dur=");
        assertThat(client.send(create("ble").signedWith("x")).header("Server-Timing"))
                .doesNotContain("store");
    }
}
