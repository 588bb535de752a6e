package dev.otagate.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class HotAccountTest {
    private static final long ID = 7;
    private static final RateLimit LIMIT = new RateLimit(100, 100);
    private static final Duration SETTLING = Duration.ofMillis(300);
    private static final Duration LEASE = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final ManualClock clock = new ManualClock();
    private final Semaphore room = new Semaphore(10);
    private final HotAccount account = new HotAccount(ID, LIMIT, 50, 40, now(), room);

    @Test
    void needsOneLeaseAtFirst() {
        assertThat(account.enqueue(now())).isTrue();
        assertThat(account.enqueue(now())).isFalse();

        assertThat(account.request(now())).contains(new LeaseRequest(ID, LIMIT, 50, 40, 0));
        assertThat(account.request(now())).isEmpty();
        assertThat(account.enqueue(now())).isFalse();

        settle(0, 0);
        assertThat(account.enqueue(now())).isFalse();
        assertThat(account.request(now())).isEmpty();
    }

    @Test
    void handsItsPermitsOverOnce() {
        join(0, 0);
        acquire(3);

        LeaseRequest second = account.request(now()).orElseThrow();

        assertThat(second.initial()).isEqualTo(25);
        assertThat(second.handedOver()).isZero();
    }

    @Test
    void requestsWhatWaitingRequestsNeedAndWhatTheLatestRateUsesInHalfALease() {
        acquire(3);
        clock.advance(Duration.ofSeconds(1));

        assertThat(request().wanted()).isEqualTo(3 + 1);
    }

    @Test
    void requestsAtMostTwiceTheArrivalsAhead() {
        acquire(3);

        assertThat(request().wanted()).isEqualTo(3 + 6);
    }

    @Test
    void requestsAtMostAHundredthOfTenSecondsAhead() {
        acquire(20);

        assertThat(request().wanted()).isEqualTo(20 + 11);
    }

    @Test
    void measuresTheRateSinceTheLatestRequest() {
        clock.advance(Duration.ofSeconds(5));
        join(0, 0);
        clock.advance(Duration.ofMillis(500));
        acquire(4);

        assertThat(request().wanted()).isEqualTo(4 + 4);
    }

    @Test
    void requestsOnlyWhatIsMissing() {
        join(2, 0);
        acquire(5);
        clock.advance(Duration.ofMillis(500));

        // 5 arrivals in 500 ms: 5 in the next.
        assertThat(request().wanted()).isEqualTo(5 - 2 + 5);
    }

    @Test
    void requestsNothingForRequestsThatReachedTheirDeadline() {
        acquire(30).cancel(false);
        clock.advance(Duration.ofSeconds(100));

        assertThat(request().wanted()).isZero();
        assertThat(room.availablePermits()).isEqualTo(10);
    }

    @Test
    void requestsTheNextLeaseBeforeThePermitsRunOut() {
        acquire(4);
        assertThat(request().wanted()).isEqualTo(4 + 8);
        settle(4 + 8, 20);
        acquire(4);
        assertThat(account.enqueue(now())).isFalse();

        acquire(1);
        assertThat(account.enqueue(now())).isTrue();
        clock.advance(Duration.ofMillis(250));
        assertThat(request().wanted()).isEqualTo(10);
    }

    @Test
    void requestsNoLeaseAheadWithoutArrivals() {
        join(0, 50);

        assertThat(account.enqueue(now())).isFalse();
    }

    @Test
    void appliesAChangedLimit() {
        RateLimit changed = new RateLimit(7, 9);
        account.acquire(changed, 1, now());

        assertThat(request().limit()).isEqualTo(changed);
    }

    @Test
    void takesLeasedPermits() {
        join(10, 3.5);

        assertThat(acquire(4)).isCompletedWithValue(granted(6));
        assertThat(acquire(6)).isCompletedWithValue(granted(0));
        assertThat(acquire(1)).isNotDone();
    }

    @Test
    void servesWaitingRequestsInTheirOrder() {
        CompletableFuture<Permit> first = acquire(3);
        CompletableFuture<Permit> second = acquire(4);
        assertThat(room.availablePermits()).isEqualTo(8);

        join(5, 0);

        assertThat(first).isCompletedWithValue(granted(2));
        assertThat(second).isNotDone();
        assertThat(room.availablePermits()).isEqualTo(9);
        // A later request does not overtake, although there are permits for it.
        assertThat(acquire(1)).isNotDone();
    }

    @Test
    void rejectsWaitingRequestsIfAllNodesHaveHandedTheirPermitsOver() {
        clock.advance(SETTLING);
        CompletableFuture<Permit> waiting = acquire(20);

        join(1, 0.5);

        assertThat(waiting).isCompletedWithValue(rejected(1, Duration.ofMillis(185)));
        assertThat(room.availablePermits()).isEqualTo(10);
        clock.advance(PAUSE);
        assertThat(request().handedOver()).isEqualTo(1);
    }

    @Test
    void keepsRequestsWaitingUntilAllNodesHaveHandedTheirPermitsOver() {
        CompletableFuture<Permit> waiting = acquire(20);
        clock.advance(SETTLING.minusNanos(1));
        join(0, 0);
        assertThat(waiting).isNotDone();
        assertThat(acquire(1)).isNotDone();

        clock.advanceNanos(1);
        assertThat(acquire(1)).isDone();
    }

    @Test
    void keepsTheRestOfASmallLeaseIfNoRequestWaits() {
        clock.advance(SETTLING);
        acquire(2).cancel(false);
        acquire(2);
        request();
        settle(3, 0);

        assertThat(acquire(1)).isCompletedWithValue(granted(0));
    }

    @Test
    void pausesAfterALeaseThatWasTooSmall() {
        clock.advance(SETTLING);
        acquire(1);
        join(0, 0);

        clock.advance(PAUSE.minusNanos(1));
        assertThat(acquire(1)).isCompletedWithValue(rejected(0, Duration.ofMillis(10)));
        assertThat(account.enqueue(now())).isFalse();
        assertThat(account.request(now())).isEmpty();

        clock.advanceNanos(1);
        assertThat(acquire(1)).isNotDone();
        assertThat(account.enqueue(now())).isTrue();
    }

    @Test
    void rejectsForTheRestOfThePause() {
        clock.advance(SETTLING);
        acquire(1);
        join(0, 0.5);
        clock.advance(Duration.ofMillis(20));

        assertThat(acquire(1)).isCompletedWithValue(rejected(0, Duration.ofMillis(30)));
    }

    @Test
    void pausesForAThirdOfTheTimeInWhichASmallBucketFills() {
        RateLimit small = new RateLimit(100, 3);
        clock.advance(SETTLING);
        account.acquire(small, 1, now());
        join(0, 0.9);
        clock.advance(Duration.ofMillis(4));

        assertThat(account.acquire(small, 1, now()).orElseThrow())
                .isCompletedWithValue(
                        new Permit(small, false, 0, Duration.ofMillis(6).toNanos()));
    }

    @Test
    void doesNotPauseAfterAFullLease() {
        clock.advance(SETTLING);
        acquire(1);
        int wanted = request().wanted();
        settle(wanted, 0);
        acquire(wanted - 1);

        assertThat(acquire(1)).isNotDone();
        assertThat(account.enqueue(now())).isTrue();
    }

    @Test
    void keepsRequestsWaitingWhileALeaseIsRequested() {
        clock.advance(SETTLING);
        acquire(1);
        join(0, 0);
        clock.advance(PAUSE);
        acquire(1);
        request();

        assertThat(acquire(1)).isNotDone();
    }

    @Test
    void rejectsIfThereIsNoRoomToWait() {
        HotAccount full = new HotAccount(ID, LIMIT, 50, 40, now(), new Semaphore(0));

        assertThat(full.acquire(LIMIT, 50, now()).orElseThrow())
                .isCompletedWithValue(rejected(40, Duration.ofMillis(100)));
        assertThat(full.acquire(LIMIT, 3, now()).orElseThrow()).isCompletedWithValue(rejected(40, Duration.ofNanos(1)));
    }

    @Test
    void keepsThePermitsOfARequestThatReachedItsDeadline() {
        CompletableFuture<Permit> cancelled = acquire(3);
        request();
        cancelled.cancel(false);
        settle(3, 0);

        assertThat(acquire(3)).isCompletedWithValue(granted(0));
        assertThat(room.availablePermits()).isEqualTo(10);
    }

    @Test
    void takesBackThePermitsOfARequestThatIsCancelledWhileItIsServed() {
        CompletableFuture<Permit> first = acquire(1);
        CompletableFuture<Permit> second = acquire(3);
        first.thenRun(() -> second.cancel(false));
        join(4, 0);

        assertThat(first).isCompletedWithValue(granted(3));
        assertThat(acquire(3)).isCompletedWithValue(granted(0));
    }

    @Test
    void usesALeaseUntilItExpires() {
        join(5, 0);
        clock.advance(LEASE);

        assertThat(acquire(5)).isCompletedWithValue(granted(0));
    }

    @Test
    void handsExpiredPermitsOver() {
        join(5, 0);
        clock.advance(LEASE.plusNanos(1));

        assertThat(account.enqueue(now())).isTrue();
        assertThat(acquire(5)).isNotDone();
        assertThat(request().handedOver()).isEqualTo(5);
    }

    @Test
    void handsPermitsOverThatExpireBeforeTheRequest() {
        join(5, 0);
        clock.advance(LEASE.plusNanos(1));

        assertThat(request().handedOver()).isEqualTo(5);
    }

    @Test
    void countsPermitsToHandOverAsAvailable() {
        clock.advance(SETTLING);
        acquire(1);
        request();
        settle(5, 0.25);
        clock.advance(LEASE.plusNanos(1));
        room.drainPermits();

        // Of five leased permits, one is used; a quarter of one is in the bucket.
        assertThat(acquire(10)).isCompletedWithValue(rejected(4, Duration.ofNanos(57_500_000)));
    }

    @Test
    void seesLeasedPermitsWithoutTakingThem() {
        join(5, 0);

        assertThat(account.peek(now())).isEqualTo(granted(5));
        assertThat(account.peek(now())).isEqualTo(granted(5));
        clock.advance(LEASE.plusNanos(1));
        assertThat(account.peek(now())).isEqualTo(granted(0));
    }

    @Test
    void seesLeasedPermitsInThePause() {
        clock.advance(SETTLING);
        acquire(1);
        request();
        settle(2, 0);

        assertThat(account.peek(now())).isEqualTo(granted(1));
    }

    @Test
    void seesAPermitIfTheBucketMayHaveOne() {
        assertThat(account.peek(now())).isEqualTo(granted(0));
    }

    @Test
    void requestsALeaseForARequestThatItRejected() {
        clock.advance(SETTLING);
        acquire(1);
        join(0, 0);

        assertThat(account.peek(now())).isEqualTo(rejected(0, PAUSE));
        clock.advance(PAUSE);
        assertThat(account.enqueue(now())).isTrue();
        assertThat(request().wanted()).isEqualTo(2);
    }

    @Test
    void takesPermitsBack() {
        join(5, 0);
        acquire(5);

        assertThat(account.giveBack(2)).isTrue();

        assertThat(acquire(2)).isCompletedWithValue(granted(0));
    }

    @Test
    void doesNotExtendALeaseByPermitsThatReturn() {
        join(5, 0);
        clock.advance(LEASE);
        acquire(5);
        account.giveBack(5);
        clock.advanceNanos(1);

        assertThat(acquire(5)).isNotDone();
        assertThat(request().handedOver()).isEqualTo(5);
    }

    @Test
    void takesNoPermitsBackIfItIsClosed() {
        account.takeRest();
        account.close();

        assertThat(account.giveBack(5)).isFalse();
        assertThat(account.takeRest()).isZero();
    }

    @Test
    void removesTheRest() {
        account.giveBack(5);

        assertThat(account.takeRest()).isEqualTo(45);
        assertThat(account.takeRest()).isZero();
    }

    @Test
    void acceptsNothingIfItIsClosed() {
        CompletableFuture<Permit> first = acquire(3);
        CompletableFuture<Permit> second = acquire(4);

        assertThat(account.close())
                .isEqualTo(List.of(new WaitingRequests.Request(3, first), new WaitingRequests.Request(4, second)));

        assertThat(room.availablePermits()).isEqualTo(10);
        assertThat(account.acquire(LIMIT, 1, now())).isEqualTo(Optional.empty());
        assertThat(account.enqueue(now())).isFalse();
        assertThat(account.request(now())).isEmpty();
        assertThat(account.closeIfOver(now())).isTrue();
    }

    @Test
    void closesIfItsBucketIsGone() {
        join(0, 0);

        assertThat(account.closeIfOver(now())).isFalse();
        assertThat(account.closeIfOver(now() + 1)).isTrue();
        assertThat(account.closeIfOver(now())).isTrue();
        assertThat(account.acquire(LIMIT, 1, now())).isEmpty();
    }

    @Test
    void staysOpenBeforeItsFirstLease() {
        assertThat(account.closeIfOver(now() + 1)).isFalse();
    }

    @Test
    void staysOpenWhileARequestWaits() {
        join(0, 0);
        acquire(1).cancel(false);
        assertThat(account.closeIfOver(now() + 1)).isFalse();

        request();
        assertThat(account.closeIfOver(now() + 1)).isFalse();

        settle(0, 0);
        assertThat(account.closeIfOver(now() + 1)).isTrue();
    }

    private long now() {
        return clock.currentTimeNanos();
    }

    private CompletableFuture<Permit> acquire(int permits) {
        return account.acquire(LIMIT, permits, now()).orElseThrow();
    }

    private LeaseRequest request() {
        return account.request(now()).orElseThrow();
    }

    private void settle(int granted, double left) {
        account.settle(new Lease(ID, granted, left), 25, now());
    }

    private void join(int granted, double left) {
        request();
        settle(granted, left);
    }

    private static Permit granted(int remaining) {
        return new Permit(LIMIT, true, remaining, 0);
    }

    private static Permit rejected(int remaining, Duration wait) {
        return new Permit(LIMIT, false, remaining, wait.toNanos());
    }
}
