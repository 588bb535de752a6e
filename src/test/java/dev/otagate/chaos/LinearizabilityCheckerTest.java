package dev.otagate.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.chaos.LinearizabilityChecker.Verdict;
import dev.otagate.chaos.Operation.Kind;
import dev.otagate.chaos.Operation.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class LinearizabilityCheckerTest {
    private static final Result DONE = new Result.Done();
    private static final Result NO_PRODUCT = new Result.Rejected("iot.prod.NotExistedProduct");
    private static final Result HAS_MODULES = new Result.Rejected("iot.prod.ExistedModule");

    private final LinearizabilityChecker checker = new LinearizabilityChecker(100_000);

    @Test
    void acceptsHistoriesOfModulesThatAreLinearizable() {
        assertLinearizable("a plain history", create("a", 0, 1), list(2, 3, "a"), delete("a", 4, 5), list(6, 7));
        assertLinearizable("responses out of order", create("a", 0, 9), list(1, 2), list(3, 4, "a"));
        assertLinearizable("an unknown create that took effect later", unknown("a", 0), list(2, 3), list(4, 5, "a"));
        assertLinearizable("an unknown create that never did", unknown("a", 0), list(2, 3), create("a", 4, 5));
    }

    @Test
    void rejectsHistoriesOfModulesThatAreNot() {
        assertNotLinearizable("a lost create", create("a", 0, 1), list(2, 3));
        assertNotLinearizable("a stale list", create("a", 0, 1), list(2, 3, "a"), list(4, 5));
        assertNotLinearizable("a phantom", list(0, 1, "a"));
        assertNotLinearizable("a name given twice", create("a", 0, 5), create("a", 1, 6));
        assertNotLinearizable("an undone delete", create("a", 0, 1), delete("a", 2, 3), list(4, 5, "a"));
        assertNotLinearizable("an unknown create that came and went", unknown("a", 0), list(2, 3, "a"), list(4, 5));
        assertNotLinearizable("an eleventh module", eleven());
    }

    @Test
    void acceptsHistoriesOfProductsThatAreLinearizable() {
        Operation taken = onProduct(Kind.CREATE, 2, 3, NO_PRODUCT);
        assertLinearizable("a deleted product", onProduct(Kind.DELETE_PRODUCT, 0, 1, DONE), taken);
        assertLinearizable(
                "a deletion beside a create", create("a", 0, 5), onProduct(Kind.DELETE_PRODUCT, 1, 4, HAS_MODULES));
        assertLinearizable(
                "an unknown deletion that took effect",
                onProduct(Kind.DELETE_PRODUCT, 0, Long.MAX_VALUE, new Result.Unknown("timeout", false)),
                list(0, 1),
                taken);
        assertLinearizable("a new product", onProduct(Kind.CREATE_PRODUCT, 0, 1, DONE), create("a", 2, 3));
    }

    @Test
    void rejectsHistoriesOfProductsThatAreNot() {
        assertNotLinearizable(
                "a module of a deleted product", onProduct(Kind.DELETE_PRODUCT, 0, 1, DONE), create("a", 2, 3));
        assertNotLinearizable(
                "a product deleted with its module", create("a", 0, 1), onProduct(Kind.DELETE_PRODUCT, 2, 3, DONE));
        assertNotLinearizable(
                "a product deleted twice",
                onProduct(Kind.DELETE_PRODUCT, 0, 1, DONE),
                onProduct(Kind.DELETE_PRODUCT, 2, 3, DONE));
        assertNotLinearizable(
                "a product that comes back",
                onProduct(Kind.DELETE_PRODUCT, 0, 1, DONE),
                onProduct(Kind.CREATE, 2, 3, NO_PRODUCT),
                list(4, 5));
    }

    private void assertLinearizable(String what, Operation... history) {
        assertThat(checker.check(List.of(history))).as(what).isEqualTo(Verdict.LINEARIZABLE);
    }

    private void assertNotLinearizable(String what, Operation... history) {
        assertThat(checker.check(List.of(history))).as(what).isEqualTo(Verdict.NOT_LINEARIZABLE);
    }

    private static Operation[] eleven() {
        List<Operation> history = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            history.add(create("m" + i, 2L * i, 2L * i + 1));
        }
        return history.toArray(Operation[]::new);
    }

    private static Operation onProduct(Kind kind, long invoked, long returned, Result result) {
        return new Operation(kind, "p", kind == Kind.CREATE ? "a" : "", "d", invoked, returned, result);
    }

    private static Operation create(String name, long invoked, long returned) {
        return new Operation(Kind.CREATE, "p", name, "d", invoked, returned, DONE);
    }

    private static Operation unknown(String name, long invoked) {
        return new Operation(
                Kind.CREATE, "p", name, "d", invoked, Long.MAX_VALUE, new Result.Unknown("timeout", false));
    }

    private static Operation delete(String name, long invoked, long returned) {
        return new Operation(Kind.DELETE, "p", name, "", invoked, returned, DONE);
    }

    private static Operation list(long invoked, long returned, String... names) {
        Map<String, String> modules = new TreeMap<>();
        for (String name : names) {
            modules.put(name, "d");
        }
        return new Operation(Kind.LIST, "p", "", "", invoked, returned, new Result.Listed(modules));
    }
}
