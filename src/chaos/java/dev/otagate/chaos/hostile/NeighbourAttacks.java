package dev.otagate.chaos.hostile;

import dev.otagate.chaos.hostile.HonestClient.Operation;
import java.util.List;
import java.util.Map;

/**
 * What another account does to the honest one with nothing but valid requests within its own quota. Each connection sends one
 * request after the other.
 */
final class NeighbourAttacks {
    private final Target target;

    NeighbourAttacks(Target target) {
        this.target = target;
    }

    List<Attack> all() {
        return List.of(
                batches("batches", 64),
                batches("batches-400", 400),
                farPages("far-pages", Operation.LIST),
                farPages("far-pages-creates", Operation.CREATE));
    }

    private Attack batches(String name, int clients) {
        return new Attack(
                name,
                "a neighbour's batches of 100 modules, up to 57 a second",
                clients,
                i -> new ClosedLoop(target.neighbour().orElseThrow()::batch),
                Map.of(),
                Arrival.RESPONSES,
                Operation.CREATE,
                20_000);
    }

    private Attack farPages(String name, Operation honest) {
        return new Attack(
                name,
                "the last page of a neighbour's 100,000 products",
                64,
                i -> new ClosedLoop(target.neighbour().orElseThrow()::lastPage),
                Map.of(),
                Arrival.RESPONSES,
                honest,
                100_000);
    }
}
