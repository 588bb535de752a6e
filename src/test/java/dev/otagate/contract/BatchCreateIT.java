package dev.otagate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SameOnEveryJdk
class BatchCreateIT extends ContractTest {
    @Test
    void createsModulesOfSeveralProductsAndReturnsEachOutcome() {
        String other = gateway.product(account);
        String foreign = gateway.product(gateway.account());
        client.send(create("taken"));

        Reply reply = client.send(batch(
                module(product, "a"),
                module(other, "a"),
                module(product, "TAKEN"),
                module(product, "A"),
                module(product, "b!"),
                module(foreign, "a"),
                module(product, "Default"),
                "{\"ModuleName\":\"x\"}",
                module(product, "b").replace("}", ",\"AliasName\":\"蓝\",\"Desc\":\"\\\"<\"}")));

        assertThat(reply.success()).isTrue();
        assertThat(codes(reply))
                .containsExactly(
                        "",
                        "",
                        "iot.ota.AlreadyExistedModuleName",
                        "iot.ota.AlreadyExistedModuleName",
                        "iot.ota.InvalidFormattedModuleName",
                        "iot.prod.NotExistedProduct",
                        "iot.ota.AlreadyExistedModuleName",
                        "iot.prod.NullProductKey",
                        "");
        assertThat(reply.body())
                .contains("\"data\":[{\"productKey\":\"" + product + "\",\"moduleName\":\"a\",\"success\":true},")
                .contains("\"errorMessage\":\"The ModuleName parameter is not valid");
        assertThat(client.send(SignedRequest.of(key, "ListOTAModuleByProduct", product))
                        .body())
                .contains("\"aliasName\":\"蓝\",\"desc\":\"\\\"<\"");
    }

    @Test
    void returnsOnlyTheBeginningOfAValueThatIsTooLong() {
        String form = batch(module(product, "x".repeat(50_000))).post().encoded();

        Reply reply = client.send("POST", "", "application/x-www-form-urlencoded", form);

        assertThat(codes(reply)).containsExactly("iot.ota.InvalidFormattedModuleName");
        assertThat(reply.body()).contains("\"" + "x".repeat(100) + "\"").hasSizeLessThan(1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{},", "1,", "{\"a\":null,"})
    void rejectsWhatIsNoListOfModulesHoweverLarge(String part) {
        String modules = "[" + part.repeat(40_000 / part.length());
        String form = SignedRequest.of(key, "BatchCreateOTAModule")
                .with("Modules", modules)
                .post()
                .encoded();

        Reply reply = client.send("POST", "", "application/x-www-form-urlencoded", form);

        assertThat(reply.code()).isEqualTo("iot.ota.InvalidFormattedModules");
    }

    @Test
    void fillsAProductInTheOrderOfTheRequest() {
        client.send(create("first"));

        Reply reply = client.send(batch(
                IntStream.range(0, 12).mapToObj(i -> module(product, "m" + i)).toArray(String[]::new)));

        assertThat(codes(reply).subList(0, 9)).containsOnly("");
        assertThat(codes(reply).subList(9, 12)).containsOnly("iot.ota.ModuleCountExceedMax");
        assertThat(modules()).isEqualTo(10);
    }

    @Test
    void createsAllOrNothingOnRequest() {
        SignedRequest rejected = batch(module(product, "a"), module(product, "b!"), module(product, "c"))
                .with("Atomic", "true");

        Reply reply = client.send(rejected);

        assertThat(reply.success()).isFalse();
        assertThat(reply.code()).isEqualTo("iot.ota.AtomicBatchRejected");
        assertThat(codes(reply))
                .containsExactly(
                        "iot.ota.AtomicBatchRejected",
                        "iot.ota.InvalidFormattedModuleName",
                        "iot.ota.AtomicBatchRejected");
        assertThat(modules()).isZero();
        assertThat(client.send(batch(module(product, "a"), module(product, "c")).with("Atomic", "true"))
                        .success())
                .isTrue();
        assertThat(modules()).isEqualTo(2);
    }

    @Test
    void isNoSuccessIfNothingWasCreated() {
        client.send(create("a"));

        Reply reply = client.send(batch(module(product, "a")));

        assertThat(reply.success()).isFalse();
        assertThat(reply.code()).isEqualTo("iot.ota.NoModuleCreated");
        assertThat(codes(reply)).containsExactly("iot.ota.AlreadyExistedModuleName");
    }

    @Test
    void takesAHundredModulesOfTheLargestSize() {
        List<String> products =
                IntStream.range(0, 10).mapToObj(i -> gateway.product(account)).toList();
        String[] modules = IntStream.range(0, 100)
                .mapToObj(i ->
                        "{\"ProductKey\":\"" + products.get(i / 10) + "\",\"ModuleName\":\"" + "n".repeat(62) + (i % 10)
                                + "\",\"AliasName\":\"" + "𠮷".repeat(64) + "\",\"Desc\":\"" + "😀".repeat(100) + "\"}")
                .toArray(String[]::new);

        Reply reply = client.send(
                "POST", "", "application/x-www-form-urlencoded", batch(modules).encoded());

        assertThat(reply.success()).as(reply.body()).isTrue();
        assertThat(codes(reply)).hasSize(100).containsOnly("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "{}",
                "[]",
                "[1]",
                "[{}",
                "[{}] []",
                "[{\"Modulename\":\"a\"}]",
                "[{\"ModuleName\":1}]",
                "[{\"ModuleName\":\"a\",\"ModuleName\":\"b\"}]",
                "[{\"ModuleName\":\"a\",\"Desc\":\"\\ud800\"}]"
            })
    void rejectsWhatIsNoListOfModules(String modules) {
        assertThat(client.send(batch().with("Modules", modules)).code()).isEqualTo("iot.ota.InvalidFormattedModules");
    }

    @Test
    void rejectsAnEmptyOrTooLongListAndAnUnknownWord() {
        assertThat(client.send(batch().with("Modules", "")).code()).isEqualTo("iot.ota.NullModules");
        assertThat(client.send(batch().with("Modules", null)).code()).isEqualTo("iot.ota.NullModules");
        String[] modules =
                IntStream.range(0, 101).mapToObj(i -> module(product, "m" + i)).toArray(String[]::new);
        assertThat(client.send(batch(modules)).code()).isEqualTo("iot.ota.InvalidFormattedModules");
        assertThat(client.send(batch(module(product, "a")).with("Atomic", "yes"))
                        .code())
                .isEqualTo("iot.ota.InvalidAtomic");
        assertThat(modules()).isZero();
    }

    @Test
    void rejectsANulInADescriptionAlone() {
        Reply reply = client.send(batch(
                "{\"ProductKey\":\"" + product + "\",\"ModuleName\":\"a\",\"Desc\":\"\\u0000\"}",
                module(product, "b")));

        assertThat(codes(reply)).containsExactly("iot.ota.LongModuleDesc", "");
    }

    @Test
    void keepsTheLimitOfTenAmongBatchesAndSingleCreates() {
        List<SignedRequest> requests = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int round = i;
            requests.add(batch(IntStream.range(0, 4)
                            .mapToObj(j -> module(product, "b" + (round * 4 + j) % 23))
                            .toArray(String[]::new))
                    .with("Atomic", i % 2 == 0 ? "true" : "false"));
            requests.add(create("c" + i));
        }
        List<Reply> replies = client.sendAll(requests);

        long created = replies.stream()
                .filter(Reply::success)
                .mapToLong(reply -> reply.json().has("data")
                        ? codes(reply).stream().filter(String::isEmpty).count()
                        : 1)
                .sum();
        assertThat(replies).allMatch(reply -> reply.status() == 200);
        assertThat(created).isEqualTo(10).isEqualTo(modules());
    }

    @Test
    void rejectsAReplay() {
        SignedRequest request = batch(module(product, "a"));
        assertThat(client.send(request).success()).isTrue();

        assertThat(client.send(request).code()).isEqualTo("SignatureNonceUsed");
    }

    private SignedRequest batch(String... modules) {
        String list = List.of(modules).stream().collect(Collectors.joining(",", "[", "]"));
        return SignedRequest.of(key, "BatchCreateOTAModule")
                .with("Modules", list)
                .post();
    }

    private static String module(String productKey, String name) {
        return "{\"ProductKey\":\"" + productKey + "\",\"ModuleName\":\"" + name + "\"}";
    }

    private static List<String> codes(Reply reply) {
        List<String> codes = new ArrayList<>();
        for (JsonNode module : reply.json().get("data")) {
            codes.add(module.path("code").asText());
        }
        return codes;
    }
}
