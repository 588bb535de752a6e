package dev.otagate.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClusterRateLimiterTest {
    private static final RateLimit LIMIT = new RateLimit(1, 100);
    // Below four permits a node.
    private static final RateLimit SMALL = new RateLimit(1, 7);
    private static final RateLimit UNLIMITED = new RateLimit(0, 100);

    private final ManualClock clock = new ManualClock();
    private final ClusterRateLimiter limiter = new ClusterRateLimiter(clock);

    @BeforeEach
    void shareQuotasBetweenTwoNodes() {
        limiter.update(new ClusterView(2, false));
    }

    @Test
    void requestsNoLeaseForAnAccountFarBelowItsQuota() {
        limiter.update(new ClusterView(3, false));
        for (int i = 0; i < 100; i++) {
            assertThat(limiter.acquire(1, new RateLimit(1_000, 1_000), 1).join().granted())
                    .isTrue();
        }

        assertThat(limiter.leaseRequests()).isEmpty();
    }

    @Test
    void continuesWithItsShareIfItIsIsolated() {
        limiter.update(new ClusterView(4, false).lost());
        int granted = 0;
        for (int i = 0; i < 1_000; i++) {
            granted += limiter.acquire(1, new RateLimit(1, 100), 1).join().granted() ? 1 : 0;
        }

        assertThat(granted).isEqualTo(25);
        assertThat(limiter.leaseRequests()).isEmpty();
    }

    @Test
    void keepsItsShareIfTheSharedBucketWasNotReached() {
        CompletableFuture<Permit> batch = limiter.acquire(1, LIMIT, 60);
        limiter.failUnsent(limiter.leaseRequests());

        assertThat(batch.join().granted()).isTrue();
        assertThat(limiter.acquireLocally(1, LIMIT, 1).granted()).isFalse();
    }

    @Test
    void givesTheShareUpIfTheSharedBucketMayHaveTakenIt() {
        CompletableFuture<Permit> batch = limiter.acquire(1, LIMIT, 60);
        limiter.fail(limiter.leaseRequests());

        assertThat(batch.join().granted()).isFalse();
        assertThat(limiter.acquireLocally(1, LIMIT, 1).granted()).isFalse();
    }

    @Test
    void keepsWhatItHadLeasedIfALaterLeaseFails() {
        CompletableFuture<Permit> batch = limiter.acquire(1, LIMIT, 60);
        limiter.settle(limiter.leaseRequests(), List.of(new Lease(1, 90, 0)));
        assertThat(batch.join().granted()).isTrue();
        CompletableFuture<Permit> another = limiter.acquire(1, LIMIT, 40);
        limiter.tick();
        limiter.fail(limiter.leaseRequests());

        assertThat(another.join().granted()).isFalse();
        assertThat(limiter.acquireLocally(1, LIMIT, 30).granted()).isTrue();
    }

    @Test
    void takesTheWholeQuotaIfItIsAlone() {
        ClusterRateLimiter alone = new ClusterRateLimiter(clock);

        assertThat(alone.view()).isEqualTo(new ClusterView(1, false));
        assertThat(alone.acquire(1, LIMIT, 1_000).join()).isEqualTo(new Permit(LIMIT, true, 0, 0));
        assertThat(alone.peek(1, LIMIT).granted()).isFalse();
    }

    @Test
    void limitsNothingWithoutALimit() {
        Permit granted = new Permit(UNLIMITED, true, Long.MAX_VALUE, 0);

        assertThat(limiter.acquire(1, UNLIMITED, 1_000).join()).isEqualTo(granted);
        assertThat(limiter.acquireLocally(1, UNLIMITED, 1)).isEqualTo(granted);
        assertThat(limiter.peek(1, UNLIMITED)).isEqualTo(granted);
        limiter.join(1, UNLIMITED);
        assertThat(limiter.leaseRequests()).isEmpty();
    }

    @Test
    void takesPermitsFromItsShareUpToAllOfIt() {
        assertThat(limiter.acquire(1, LIMIT, 50).join()).isEqualTo(new Permit(LIMIT, true, 0, 0));
        assertThat(limiter.leaseRequests()).isEmpty();
    }

    @Test
    void requestsALeaseIfItsShareIsNotEnough() {
        assertThat(limiter.acquire(1, LIMIT, 30).join()).isEqualTo(new Permit(LIMIT, true, 20, 0));

        assertThat(limiter.acquire(1, LIMIT, 21)).isNotDone();

        assertThat(limiter.waiting()).isEqualTo(1);
        // Ahead: a hundredth of the burst and ten seconds of the rate.
        assertThat(limiter.leaseRequests()).containsExactly(new Lease.Request(1, LIMIT, 20, 20, 21 + 1));
        assertThat(limiter.leaseRequests()).isEmpty();
    }

    @Test
    void takesNothingFromItsShareForARequestThatIsLarger() {
        limiter.acquire(1, LIMIT, 51);

        assertThat(limiter.leaseRequests()).containsExactly(new Lease.Request(1, LIMIT, 50, 50, 51 + 1));
    }

    @Test
    void leasesEveryPermitOfAQuotaThatIsTooSmallForShares() {
        assertThat(limiter.acquire(1, SMALL, 1)).isNotDone();
        assertThat(limiter.leaseRequests()).containsExactly(new Lease.Request(1, SMALL, 7, 0, 1));
        limiter.settle(List.of(new Lease.Request(1, SMALL, 7, 0, 1)), List.of(new Lease(1, 1, 6)));
        limiter.acquire(1, SMALL, 9);
        assertThat(limiter.leaseRequests()).containsExactly(new Lease.Request(1, SMALL, 7, 0, 7));

        assertThat(limiter.acquire(2, new RateLimit(1, 8), 1)).isDone();
    }

    @Test
    void wakesOnceForALease() {
        AtomicInteger woken = new AtomicInteger();
        limiter.onLeaseNeeded(woken::incrementAndGet);

        limiter.acquire(1, LIMIT, 50);
        assertThat(woken).hasValue(0);
        limiter.acquire(1, LIMIT, 1);
        limiter.acquire(1, LIMIT, 1);
        assertThat(woken).hasValue(1);
    }

    @Test
    void requestsTheNextLeaseForWhatArrivedMeanwhile() {
        CompletableFuture<Permit> first = limiter.acquire(1, LIMIT, 51);
        List<Lease.Request> requests = limiter.leaseRequests();
        CompletableFuture<Permit> second = limiter.acquire(1, LIMIT, 10);

        limiter.settle(requests, List.of(new Lease(1, 52, 48)));

        assertThat(first.join()).isEqualTo(new Permit(LIMIT, true, 1, 0));
        assertThat(second).isNotDone();
        assertThat(limiter.leaseRequests()).containsExactly(new Lease.Request(1, LIMIT, 50, 0, 9 + 1));
    }

    @Test
    void failsARequestWithoutALease() {
        CompletableFuture<Permit> waiting = limiter.acquire(1, LIMIT, 51);

        limiter.settle(limiter.leaseRequests(), List.of(new Lease(2, 52, 48)));

        assertThat(waiting.join().granted()).isFalse();
        assertThat(limiter.waiting()).isZero();
    }

    @Test
    void ignoresALeaseOfAnAccountThatIsNoLongerHot() {
        Lease.Request request = new Lease.Request(1, LIMIT, 50, 50, 1);

        limiter.settle(List.of(request), List.of(new Lease(1, 1, 0)));
        limiter.failUnsent(List.of(request));

        assertThat(limiter.acquire(1, LIMIT, 50).join().remaining()).isZero();
    }

    @Test
    void takesNothingFromItsShareForARequestThatReachedItsDeadline() {
        limiter.acquire(1, LIMIT, 51).cancel(false);
        limiter.failUnsent(limiter.leaseRequests());

        assertThat(limiter.acquireLocally(1, LIMIT, 50).granted()).isTrue();
    }

    @Test
    void returnsPermitsToItsShare() {
        limiter.acquire(1, LIMIT, 50);

        limiter.returnPermits(1, LIMIT, 20);

        assertThat(limiter.acquireLocally(1, LIMIT, 1).remaining()).isEqualTo(19);
    }

    @Test
    void returnsPermitsToTheLeaseOfAHotAccountOnly() {
        lease(52);

        limiter.returnPermits(1, LIMIT, 1_000);

        assertThat(limiter.acquireLocally(1, LIMIT, 1).granted()).isFalse();
        // One permit was left of the lease; a request takes the burst at most.
        assertThat(limiter.peek(1, LIMIT).remaining()).isEqualTo(101);
    }

    @Test
    void returnsPermitsToItsShareOfAnAccountThatIsNoLongerHot() {
        lease(51);
        limiter.fail(List.of(new Lease.Request(1, LIMIT, 50, 0, 1)));

        limiter.returnPermits(1, LIMIT, 20);

        assertThat(limiter.acquireLocally(1, LIMIT, 1).remaining()).isEqualTo(19);
    }

    @Test
    void peeksIntoTheLeaseOfAHotAccount() {
        assertThat(limiter.peek(1, LIMIT)).isEqualTo(new Permit(LIMIT, true, 0, 0));
        lease(52);
        assertThat(limiter.peek(1, LIMIT)).isEqualTo(new Permit(LIMIT, true, 1, 0));

        limiter.update(new ClusterView(2, false).lost());
        assertThat(limiter.peek(1, LIMIT).granted()).isFalse();
    }

    @Test
    void joinsTheBucketOfAnotherNode() {
        limiter.join(1, LIMIT);
        limiter.join(1, LIMIT);
        limiter.join(2, SMALL);

        assertThat(limiter.leaseRequests()).containsExactly(new Lease.Request(1, LIMIT, 50, 50, 0));
        limiter.join(1, LIMIT);
        assertThat(limiter.leaseRequests()).isEmpty();
    }

    @Test
    void joinsNoBucketIfItIsIsolated() {
        limiter.update(limiter.view().lost());
        limiter.join(1, LIMIT);

        assertThat(limiter.view()).isEqualTo(new ClusterView(2, true));
        assertThat(limiter.leaseRequests()).isEmpty();
    }

    @Test
    void returnsToItsShareIfTheSharedBucketIsGone() {
        lease(52);
        clock.advance(Duration.ofSeconds(100));
        long seenNanos = clock.currentTimeNanos();

        limiter.refresh(Set.of(1L), seenNanos);
        assertThat(limiter.acquire(1, LIMIT, 1)).isNotDone();
        limiter.settle(limiter.leaseRequests(), List.of(new Lease(1, 1, 50)));
        limiter.refresh(Set.of(), seenNanos);
        assertThat(limiter.acquire(1, LIMIT, 2)).isNotDone();
        limiter.settle(limiter.leaseRequests(), List.of(new Lease(1, 3, 50)));
        limiter.refresh(Set.of(), seenNanos + 1);

        assertThat(limiter.acquire(1, LIMIT, 2).join().granted()).isTrue();
        assertThat(limiter.leaseRequests()).isEmpty();
    }

    @Test
    void queuesAccountsThatNeedALease() {
        lease(52);
        clock.advance(Duration.ofSeconds(1).plusNanos(1));
        assertThat(limiter.leaseRequests()).isEmpty();

        limiter.tick();

        assertThat(limiter.leaseRequests()).containsExactly(new Lease.Request(1, LIMIT, 50, 1, 0));
    }

    @Test
    void hasAtLeastOneNode() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ClusterView(0, false));
    }

    private void lease(int granted) {
        limiter.acquire(1, LIMIT, 51);
        limiter.settle(limiter.leaseRequests(), List.of(new Lease(1, granted, 0)));
    }
}
