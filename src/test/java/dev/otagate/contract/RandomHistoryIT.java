package dev.otagate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.otagate.contract.StoreModel.Change;
import dev.otagate.contract.StoreModel.Module;
import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The store equals a model on random histories. */
@SameOnEveryJdk
class RandomHistoryIT extends ContractTest {
    private static final List<String> NAMES =
            List.of("a", "A", "b", "B", "c", "d", "e", "f", "g", "h", "i", "j", "k", "default", "Default");
    private static final String ABSENT_PRODUCT = "absent";

    private final ObjectMapper json = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void returnsTheModelsOutcomeForEachChangeInTurn(long seed) {
        Random random = new Random(seed);
        List<String> products = products(2);
        StoreModel model = new StoreModel(products);

        for (int i = 0; i < 120; i++) {
            Change change = change(random, products);
            assertThat(send(List.of(change)).get(0)).as("%s", change).isEqualTo(model.apply(change));
        }

        products.forEach(each -> assertThat(listed(each)).isEqualTo(model.modules(each)));
    }

    // Changes of one product at once have the outcomes of some order of them; products do not depend on each other.
    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void returnsTheOutcomesOfSomeOrderForChangesAtOnce(long seed) {
        Random random = new Random(seed);
        List<String> products = products(6);
        StoreModel model = new StoreModel(products);

        for (int round = 0; round < 12; round++) {
            List<Change> changes = new ArrayList<>();
            products.forEach(each -> IntStream.range(0, 4).forEach(i -> changes.add(change(random, List.of(each)))));
            List<List<String>> outcomes = send(changes);
            for (String each : products) {
                List<Seen> own = IntStream.range(0, changes.size())
                        .mapToObj(i -> new Seen(i, changes.get(i), outcomes.get(i)))
                        .filter(seen -> seen.change().product().equals(each))
                        .toList();
                Map<String, Module> listed = listed(each);
                assertThat(explains(model, own, each, listed))
                        .as("%s returned %s, then %s", model.modules(each), own, listed)
                        .isTrue();
                model.modules(each).clear();
                model.modules(each).putAll(listed);
            }
        }
    }

    @Test
    void theModelRejectsAWrongOutcomeAlsoIfTwoChangesAreEqual() {
        StoreModel model = new StoreModel(List.of("p"));
        Change create = new Change("CreateOTAModule", "p", "a", "d", List.of());
        Map<String, Module> listed = Map.of("a", new Module("a", "d"));
        Seen first = new Seen(0, create, List.of(""));

        assertThat(explains(model, List.of(first, new Seen(1, create, List.of(""))), "p", listed))
                .isFalse();
        assertThat(explains(
                        model,
                        List.of(first, new Seen(1, create, List.of("iot.ota.AlreadyExistedModuleName"))),
                        "p",
                        listed))
                .isTrue();
    }

    /** A change and its outcome. The number distinguishes equal changes. */
    private record Seen(int number, Change change, List<String> outcome) {}

    // Tries all orders.
    private static boolean explains(StoreModel model, List<Seen> changes, String product, Map<String, Module> listed) {
        if (changes.isEmpty()) {
            return model.modules(product).equals(listed);
        }
        for (Seen next : changes) {
            StoreModel copy = model.copy();
            List<Seen> rest = new ArrayList<>(changes);
            rest.remove(next);
            if (copy.apply(next.change()).equals(next.outcome()) && explains(copy, rest, product, listed)) {
                return true;
            }
        }
        return false;
    }

    private List<String> products(int count) {
        return IntStream.range(0, count).mapToObj(i -> gateway.product(account)).toList();
    }

    private Change change(Random random, List<String> products) {
        String target = products.get(random.nextInt(products.size()));
        String name = NAMES.get(random.nextInt(NAMES.size()));
        String desc = random.nextInt(5) == 0 ? null : Integer.toString(random.nextInt(1_000_000));
        int percent = random.nextInt(100);
        if (percent < 10) {
            List<Change> items = IntStream.range(0, 1 + random.nextInt(4))
                    .mapToObj(i -> create(target, NAMES.get(random.nextInt(NAMES.size())), desc))
                    .toList();
            return new Change("BatchCreateOTAModule", target, "", null, items);
        }
        if (percent < 55) {
            return create(target, name, desc);
        }
        if (percent < 58 && products.size() > 1) {
            return create(ABSENT_PRODUCT, name, desc);
        }
        if (percent < 75) {
            return new Change("UpdateOTAModule", target, name, random.nextInt(5) == 0 ? "" : desc, List.of());
        }
        return new Change("DeleteOTAModule", target, name, null, List.of());
    }

    private static Change create(String product, String name, String desc) {
        return new Change("CreateOTAModule", product, name, desc, List.of());
    }

    private List<List<String>> send(List<Change> changes) {
        List<Reply> replies = client.sendAll(changes.stream().map(this::request).toList());
        return IntStream.range(0, changes.size())
                .mapToObj(i -> codes(changes.get(i), replies.get(i)))
                .toList();
    }

    private List<String> codes(Change change, Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        if (change.items().isEmpty()) {
            return List.of(reply.code());
        }
        List<String> codes = new ArrayList<>();
        reply.json().path("data").forEach(item -> codes.add(item.path("code").asText()));
        return codes;
    }

    private SignedRequest request(Change change) {
        SignedRequest request = SignedRequest.of(key, change.action(), change.product());
        if (!change.items().isEmpty()) {
            return request.with("ProductKey", null).with("Modules", modules(change.items()));
        }
        return request.with("ModuleName", change.name()).with("Desc", change.desc());
    }

    private String modules(List<Change> items) {
        List<Map<String, String>> modules = new ArrayList<>();
        for (Change item : items) {
            Map<String, String> module = new TreeMap<>(Map.of("ProductKey", item.product(), "ModuleName", item.name()));
            module.put("Desc", item.desc());
            modules.add(module);
        }
        try {
            return json.writeValueAsString(modules);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Module> listed(String ofProduct) {
        Map<String, Module> modules = new TreeMap<>();
        for (JsonNode module : client.send(SignedRequest.of(key, "ListOTAModuleByProduct", ofProduct))
                .json()
                .path("data")) {
            String name = module.path("moduleName").asText();
            modules.put(
                    name.toLowerCase(Locale.ROOT),
                    new Module(name, module.path("desc").asText()));
        }
        return modules;
    }
}
