package dev.otagate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.account.NewAccessKey;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient;
import dev.otagate.support.TestClient.Reply;
import dev.otagate.support.TestGateway;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReplayIT extends ContractTest {
    @Test
    void rejectsTheSameRequestTwice() {
        SignedRequest request = create("ble");
        assertThat(client.send(request).success()).isTrue();

        Reply replay = client.send(request);

        assertThat(replay.status()).isEqualTo(400);
        assertThat(replay.code()).isEqualTo("SignatureNonceUsed");
        assertThat(replay.message()).isEqualTo("Specified signature nonce was used already.");
    }

    @Test
    void rejectsANonceInAnotherRequestOfTheSameKeyOnly() {
        String nonce = UUID.randomUUID().toString();
        NewAccessKey second = gateway.key(account);
        assertThat(client.send(create("a").with("SignatureNonce", nonce)).success())
                .isTrue();

        assertThat(client.send(create("b").with("SignatureNonce", nonce)).code())
                .isEqualTo("SignatureNonceUsed");
        assertThat(client.send(SignedRequest.createModule(second, product, "c").with("SignatureNonce", nonce))
                        .success())
                .isTrue();
    }

    @Test
    void usesUpTheNonceOfARequestThatTheStoreRejected() {
        SignedRequest request = create("default");
        client.send(request);

        assertThat(client.send(request).code()).isEqualTo("SignatureNonceUsed");
    }

    @Test
    void leavesTheNonceOfARequestThatWasRejectedBefore() {
        String nonce = UUID.randomUUID().toString();
        client.send(create("b!e").with("SignatureNonce", nonce));
        client.send(create("ble").with("SignatureNonce", nonce).signedWith("wrong"));
        client.send(create("ble").with("SignatureNonce", nonce).with("Action", "Nothing"));

        assertThat(client.send(create("ble").with("SignatureNonce", nonce)).success())
                .isTrue();
    }

    @Test
    void rejectsAReplayOnAnotherNodeAndAfterARestart() {
        SignedRequest request = create("ble");
        try (TestGateway first = TestGateway.start(database);
                TestGateway second = TestGateway.start(database)) {
            assertThat(new TestClient(first.endpoint()).send(request).success()).isTrue();
            assertThat(new TestClient(second.endpoint()).send(request).code()).isEqualTo("SignatureNonceUsed");
        }
        try (TestGateway restarted = TestGateway.start(database)) {
            assertThat(new TestClient(restarted.endpoint()).send(request).code())
                    .isEqualTo("SignatureNonceUsed");
        }
    }
}
