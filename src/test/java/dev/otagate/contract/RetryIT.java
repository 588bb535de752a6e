package dev.otagate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.account.NewAccessKey;
import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient;
import dev.otagate.support.TestClient.Reply;
import dev.otagate.support.TestGateway;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SameOnEveryJdk
class RetryIT extends ContractTest {
    private static final String REPLAYED = "Idempotent-Replayed";

    @Test
    void returnsTheFirstResponseForTheSameToken() {
        SignedRequest request = create("ble").with("ClientToken", token());
        Reply first = client.send(request);
        assertThat(first.success()).isTrue();
        assertThat(first.response().headers().firstValue(REPLAYED)).isEmpty();

        Reply second = client.send(request.again());

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header(REPLAYED)).isEqualTo("true");
        assertThat(modules()).isOne();
    }

    @Test
    void returnsTheFirstErrorAgainThoughItWouldNowSucceed() {
        client.send(create("ble"));
        SignedRequest request = create("BLE").with("ClientToken", token());
        assertThat(client.send(request).code()).isEqualTo("iot.ota.AlreadyExistedModuleName");
        client.send(SignedRequest.of(key, "DeleteOTAModule", product).with("ModuleName", "ble"));

        Reply again = client.send(request.again());

        assertThat(again.code()).isEqualTo("iot.ota.AlreadyExistedModuleName");
        assertThat(again.header(REPLAYED)).isEqualTo("true");
    }

    @Test
    void rejectsATokenWithOtherParametersOrAnotherAction() {
        String token = token();
        client.send(create("ble").with("ClientToken", token));

        for (SignedRequest other : List.of(
                create("zigbee").with("ClientToken", token),
                create("ble").with("Desc", "").with("ClientToken", token),
                SignedRequest.of(key, "DeleteOTAModule", product)
                        .with("ModuleName", "ble")
                        .with("ClientToken", token))) {
            Reply reply = client.send(other);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.code()).isEqualTo("IdempotentParameterMismatch");
        }
        assertThat(modules()).isOne();
    }

    @Test
    void repeatsTheDataOfAResponse() {
        SignedRequest request = SignedRequest.of(key, "CreateProduct")
                .with("ProductName", "retried")
                .with("NodeType", "0")
                .with("ClientToken", token());
        Reply first = client.send(request);

        assertThat(first.json().get("productKey").asText()).hasSize(11);
        assertThat(client.send(request.again()).body()).isEqualTo(first.body());
    }

    @Test
    void repeatsEveryChange() {
        client.send(create("ble"));
        for (SignedRequest request : List.of(
                SignedRequest.of(key, "UpdateOTAModule", product)
                        .with("ModuleName", "ble")
                        .with("Desc", "x"),
                SignedRequest.of(key, "DeleteOTAModule", product).with("ModuleName", "ble"),
                SignedRequest.of(key, "BatchCreateOTAModule")
                        .with("Modules", "[{\"ProductKey\":\"" + product + "\",\"ModuleName\":\"b\"}]"),
                SignedRequest.of(key, "DeleteOTAModule", product).with("ModuleName", "b"),
                SignedRequest.of(key, "UpdateProduct", product).with("Description", "x"),
                SignedRequest.of(key, "DeleteProduct", product))) {
            SignedRequest withToken = request.with("ClientToken", token());
            Reply first = client.send(withToken);
            assertThat(first.success()).as(first.body()).isTrue();
            assertThat(client.send(withToken.again()).body()).isEqualTo(first.body());
        }
    }

    @Test
    void keepsTokensOfAccountsApart() {
        NewAccessKey other = gateway.key(gateway.account());
        String token = token();
        client.send(create("ble").with("ClientToken", token));

        assertThat(client.send(SignedRequest.createModule(other, product, "x").with("ClientToken", token))
                        .code())
                .isEqualTo("iot.prod.NotExistedProduct");
        NewAccessKey sameAccount = gateway.key(account);
        assertThat(client.send(SignedRequest.createModule(sameAccount, product, "ble")
                                .with("ClientToken", token))
                        .header(REPLAYED))
                .isEqualTo("true");
    }

    @Test
    void changesOnceIfTheSameTokenComesToTwoNodesAtOnce() {
        try (TestGateway second = TestGateway.start(database)) {
            TestClient other = new TestClient(second.endpoint());
            for (int round = 0; round < 10; round++) {
                SignedRequest request = create("m" + round).with("ClientToken", token());
                List<Reply> replies = new ArrayList<>();
                var here = IntStream.range(0, 8)
                        .mapToObj(i -> client.sendAsync(request.again()))
                        .toList();
                var there = IntStream.range(0, 8)
                        .mapToObj(i -> other.sendAsync(request.again()))
                        .toList();
                here.forEach(reply -> replies.add(reply.join()));
                there.forEach(reply -> replies.add(reply.join()));

                assertThat(replies).allMatch(Reply::success);
                assertThat(replies.stream().map(Reply::body).distinct()).hasSize(1);
                assertThat(replies)
                        .filteredOn(reply ->
                                reply.response().headers().firstValue(REPLAYED).isEmpty())
                        .hasSize(1);
            }
        }
        assertThat(modules()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"蓝", "tab\t", "12345678901234567890123456789012345678901234567890123456789012345"})
    void rejectsATokenThatIsNone(String token) {
        Reply reply = client.send(create("ble").with("ClientToken", token));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("InvalidParameter");
        assertThat(reply.body()).contains("ClientToken");
    }

    @Test
    void ignoresATokenIfNothingIsChangedOrNoneIsGiven() {
        SignedRequest list =
                SignedRequest.of(key, "ListOTAModuleByProduct", product).with("ClientToken", "t");
        assertThat(client.send(list).body()).contains("\"data\":[]");
        client.send(create("a").with("ClientToken", ""));
        assertThat(client.send(create("b").with("ClientToken", "")).success()).isTrue();

        assertThat(client.send(list.again()).body()).contains("\"moduleName\":\"b\"");
    }

    @Test
    void rejectsAResendByDefault() {
        SignedRequest request = create("ble").with("ClientToken", token());
        client.send(request);

        assertThat(client.send(request).code()).isEqualTo("SignatureNonceUsed");
        try (TestGateway second = TestGateway.start(database)) {
            assertThat(new TestClient(second.endpoint()).send(request).code()).isEqualTo("SignatureNonceUsed");
        }
    }

    @Test
    void respondsToResendsThatArriveWhileTheFirstIsUnderWay() {
        Map<String, String> settings = Map.of("OTAGATE_RETRY_ANSWER_RESENDS", "true");
        try (TestGateway one = TestGateway.start(database, settings);
                TestGateway two = TestGateway.start(database, settings)) {
            List<TestClient> clients = List.of(new TestClient(one.endpoint()), new TestClient(two.endpoint()));
            for (int round = 0; round < 60; round++) {
                SignedRequest create = SignedRequest.createModule(key, gateway.product(account), "m");
                SignedRequest request = round % 2 == 0 ? create : create.with("ClientToken", token());
                List<Reply> replies =
                        IntStream.range(0, 6).mapToObj(i -> clients.get(i % 2).sendAsync(request)).toList().stream()
                                .map(CompletableFuture::join)
                                .toList();

                assertThat(replies).allMatch(Reply::success);
                assertThat(replies.stream().map(Reply::body).distinct()).hasSize(1);
            }
        }
    }

    @Test
    void respondsToAResendIfTheSettingSaysSo() {
        Map<String, String> settings = new HashMap<>(Map.of("OTAGATE_RETRY_ANSWER_RESENDS", "true"));
        try (TestGateway one = TestGateway.start(database, settings);
                TestGateway two = TestGateway.start(database, settings)) {
            TestClient first = new TestClient(one.endpoint());
            TestClient second = new TestClient(two.endpoint());
            for (SignedRequest request : List.of(
                    create("plain"),
                    create("token").with("ClientToken", token()),
                    create("body").post())) {
                Reply response = first.send(request);
                assertThat(response.success()).isTrue();
                for (TestClient each : List.of(first, second)) {
                    Reply resent = each.send(request);
                    assertThat(resent.body()).isEqualTo(response.body());
                    assertThat(resent.header(REPLAYED)).isEqualTo("true");
                }
                assertThat(second.send(request.with("Desc", "other")).code()).isEqualTo("SignatureNonceUsed");
                assertThat(first.send(request.with("RegionId", "x")).code()).isEqualTo("SignatureNonceUsed");
            }
            SignedRequest list = SignedRequest.of(key, "ListOTAModuleByProduct", product);
            assertThat(first.send(list).success()).isTrue();
            assertThat(first.send(list).code()).isEqualTo("SignatureNonceUsed");
        }
        assertThat(modules()).isEqualTo(3);
    }

    private static String token() {
        return UUID.randomUUID().toString();
    }
}
