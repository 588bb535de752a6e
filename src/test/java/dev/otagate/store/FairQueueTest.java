package dev.otagate.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FairQueueTest {
    private static final StoreStatement CREATE = new TestStatement("create");

    private final FairQueue queue = new FairQueue(4, 2);
    private final PendingCommand one = pending(1);
    private final PendingCommand two = pending(1);
    private final PendingCommand three = pending(1);

    @Test
    void hasRoomAgainForWhatWasRemoved() {
        assertThat(queue.offer(one)).isTrue();
        assertThat(queue.offer(two)).isTrue();
        assertThat(queue.offer(three)).isFalse();
        queue.removeIf(pending -> pending == one);
        assertThat(queue.size()).isEqualTo(1);

        assertThat(queue.offer(three)).isTrue();

        assertThat(take()).containsExactly(two, three);
        assertThat(queue.size()).isZero();
    }

    @Test
    void holdsAnAccountBackWhoseShareIsAtTheDatabase() {
        queue.begin(List.of(one, two));
        queue.offer(three);
        PendingCommand other = pending(2);
        queue.offer(other);
        assertThat(take()).containsExactly(other);

        queue.end(List.of(one, two));

        assertThat(take()).containsExactly(three);
    }

    private List<PendingCommand> take() {
        return queue.take(pending -> false, new Batch(10));
    }

    private static PendingCommand pending(long account) {
        return new PendingCommand(
                new StoreCommand(CREATE, UUID.randomUUID(), account, Optional.empty(), List.of("a"), 1, 0));
    }
}
