package dev.otagate.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** Which requests a hot account grants. */
class HotAccountTest extends HotAccountFixture {
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

        assertThat(account.returnPermits(2)).isTrue();

        assertThat(acquire(2)).isCompletedWithValue(granted(0));
    }

    @Test
    void doesNotExtendALeaseByPermitsThatReturn() {
        join(5, 0);
        clock.advance(LEASE);
        acquire(5);
        account.returnPermits(5);
        clock.advanceNanos(1);

        assertThat(acquire(5)).isNotDone();
        assertThat(request().handedOver()).isEqualTo(5);
    }

    @Test
    void takesNoPermitsBackIfItIsClosed() {
        account.takeRest();
        account.close();

        assertThat(account.returnPermits(5)).isFalse();
        assertThat(account.takeRest()).isZero();
    }

    @Test
    void removesTheRest() {
        account.returnPermits(5);

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
}
