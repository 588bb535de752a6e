package dev.otagate.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.metrics.StoreMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One account floods the store, and another one sends a request now and then. */
class FairnessTest {
    private static final int FLOODING = 1;
    private static final int HONEST = 2;
    private static final int BATCH_SIZE = 16;
    private static final StoreStatement CREATE = new TestStatement("create");
    private static final StoreStatement BATCH_CREATE = new TestStatement("batch", 1, Optional.empty());

    private final FakeDatabase database = new FakeDatabase();
    private final GroupCommit groupCommit = new GroupCommit(
            false,
            List.of(database),
            BATCH_SIZE,
            1_000,
            () -> 1,
            () -> 0,
            delay -> {},
            new StoreMetrics(new SimpleMeterRegistry(), 0));

    @Test
    void servesAnAccountWithinTwoBatchesWhileAnotherOneFloodsTheStoreWithCreates() {
        flood(CREATE, 1, 400);

        IntStream.range(0, 10).forEach(i -> assertIsServedWithinTwoBatches());
    }

    @Test
    void servesAnAccountWithinTwoBatchesWhileAnotherOneFloodsTheStoreWithBatches() {
        flood(BATCH_CREATE, 10, 50);

        IntStream.range(0, 10).forEach(i -> assertIsServedWithinTwoBatches());
    }

    @Test
    void servesLightRequestsBeforeTheHeavyOnesOfManyAccounts() {
        IntStream.range(0, 8)
                .forEach(account -> IntStream.range(0, 4).forEach(i -> submit(10 + account, BATCH_CREATE, 10)));
        submit(HONEST, CREATE, 1);
        IntStream.range(0, 9).forEach(i -> database.respondToAll());

        assertIsServedWithinTwoBatches();
    }

    @Test
    void keepsRoomForOthersInAQueueThatOneAccountFloods() {
        List<Future<Outcome>> flood = flood(CREATE, 1, 2_000);

        assertThat(flood.get(1_999).result()).isEqualTo(Outcome.UNAVAILABLE);
        assertThat(submit(HONEST, CREATE, 1).isComplete()).isFalse();
    }

    @Test
    void countsABatchInTheQueueByItsModulesAndItsSize() {
        assertThat(flood(BATCH_CREATE, 100, 20)).filteredOn(Future::isComplete).hasSize(20 - 6);

        StoreCommand large = new StoreCommand(
                BATCH_CREATE, UUID.randomUUID(), 1, Optional.empty(), List.of("x".repeat(300 * 1_024)), 1, 1_000);
        assertThat(large.weight()).isEqualTo(300);
    }

    private void assertIsServedWithinTwoBatches() {
        Future<Outcome> honest = submit(HONEST, CREATE, 1);
        database.respondToAll();
        database.respondToAll();
        assertThat(honest.isComplete()).isTrue();
    }

    private List<Future<Outcome>> flood(StoreStatement statement, int cost, int commands) {
        return IntStream.range(0, commands)
                .mapToObj(i -> submit(FLOODING, statement, cost))
                .toList();
    }

    private Future<Outcome> submit(long account, StoreStatement statement, int cost) {
        return groupCommit.submit(new StoreCommand(
                statement, UUID.randomUUID(), account, Optional.empty(), List.of("product"), cost, 1_000));
    }
}
