package dev.otagate.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RetryQueueTest {
    private final RetryQueue queue = new RetryQueue();
    private final PendingCommand one = pending();
    private final PendingCommand two = pending();
    private final PendingCommand three = pending();

    @Test
    void givesABatchOutWhenItsDelayHasEnded() {
        queue.delay(List.of(one, two), 100);
        assertThat(queue.size()).isEqualTo(2);
        assertThat(queue.ready()).isZero();
        assertThat(queue.delayNanos(40)).hasValue(60);
        queue.release(99);
        assertThat(queue.next(command -> false)).isEmpty();

        queue.release(100);

        assertThat(queue.ready()).isEqualTo(2);
        assertThat(queue.delayNanos(100)).isEmpty();
        assertThat(queue.next(command -> false)).containsExactly(one, two);
        assertThat(queue.size()).isZero();
    }

    @Test
    void putsABatchWithoutADelayFirst() {
        queue.delay(List.of(one), 0);
        queue.release(0);
        queue.addFirst(List.of(two));
        queue.addFirst(List.of(three));

        assertThat(queue.next(command -> false)).containsExactly(three);
        assertThat(queue.next(command -> false)).containsExactly(two);
        assertThat(queue.next(command -> false)).containsExactly(one);
    }

    @Test
    void skipsDroppedCommandsAndBatchesWithoutOthers() {
        queue.addFirst(List.of(two, three));
        queue.addFirst(List.of(one));

        assertThat(queue.next(command -> command != three)).containsExactly(three);
        assertThat(queue.next(command -> false)).isEmpty();
    }

    @Test
    void removesCommandsWhetherTheyAreReadyOrDelayed() {
        queue.addFirst(List.of(one, two));
        queue.delay(List.of(three), 100);
        queue.removeIf(command -> command != two);

        assertThat(queue.size()).isEqualTo(1);
        assertThat(queue.next(command -> false)).containsExactly(two);
    }

    @Test
    void hasNoNegativeDelay() {
        queue.delay(List.of(one), 100);
        queue.delay(List.of(two), 300);

        assertThat(queue.delayNanos(150)).hasValue(0);
    }

    private static PendingCommand pending() {
        return new PendingCommand(new StoreCommand(
                new TestStatement("create"), UUID.randomUUID(), 1, Optional.empty(), List.of("a"), 1, 0));
    }
}
