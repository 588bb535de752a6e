package dev.otagate.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class WaitingRequestsTest {
    private final Semaphore room = new Semaphore(5_000);
    private final WaitingRequests waiting = new WaitingRequests(room);

    @Test
    void returnsTheOldestRequestIfThePermitsAreEnough() {
        assertThat(waiting.poll(9)).isNull();
        CompletableFuture<Permit> first = waiting.add(3).orElseThrow();
        CompletableFuture<Permit> second = waiting.add(1).orElseThrow();
        assertThat(waiting.permits()).isEqualTo(4);
        assertThat(room.availablePermits()).isEqualTo(4_998);

        assertThat(waiting.poll(2)).isNull();
        assertThat(waiting.poll(3)).isEqualTo(new WaitingRequests.Request(3, first));
        assertThat(waiting.isEmpty()).isFalse();
        assertThat(room.availablePermits()).isEqualTo(4_999);
        assertThat(waiting.poll(9)).isEqualTo(new WaitingRequests.Request(1, second));
        assertThat(waiting.isEmpty()).isTrue();
        assertThat(room.availablePermits()).isEqualTo(5_000);
    }

    @Test
    void acceptsNoMoreThanAnAccountMayHave() {
        for (int i = 0; i < 4_096; i++) {
            assertThat(waiting.add(1)).isPresent();
        }

        assertThat(waiting.add(1)).isEmpty();
        assertThat(room.availablePermits()).isEqualTo(904);
    }

    @Test
    void acceptsNoMoreThanAllAccountsMayHave() {
        WaitingRequests full = new WaitingRequests(new Semaphore(1));

        assertThat(full.add(1)).isPresent();
        assertThat(full.add(1)).isEmpty();
        assertThat(full.permits()).isEqualTo(1);
    }

    @Test
    void removesCancelledRequests() {
        waiting.add(3);
        waiting.add(4).orElseThrow().cancel(false);
        waiting.add(5);

        waiting.removeCancelled();

        assertThat(waiting.permits()).isEqualTo(8);
        assertThat(room.availablePermits()).isEqualTo(4_998);
    }

    @Test
    void removesAllInTheirOrder() {
        waiting.add(3);
        waiting.add(4);

        assertThat(waiting.removeAll())
                .extracting(WaitingRequests.Request::permits)
                .containsExactly(3, 4);
        assertThat(waiting.isEmpty()).isTrue();
        assertThat(room.availablePermits()).isEqualTo(5_000);
    }
}
