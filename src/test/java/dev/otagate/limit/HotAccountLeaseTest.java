package dev.otagate.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which leases a hot account requests. */
class HotAccountLeaseTest extends HotAccountFixture {
    @Test
    void needsOneLeaseAtFirst() {
        assertThat(account.enqueue(now())).isTrue();
        assertThat(account.enqueue(now())).isFalse();

        assertThat(account.request(now())).contains(new Lease.Request(ID, LIMIT, 50, 40, 0));
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

        Lease.Request second = account.request(now()).orElseThrow();

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
}
