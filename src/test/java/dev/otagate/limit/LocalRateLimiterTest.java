package dev.otagate.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LocalRateLimiterTest {
    private final ManualClock clock = new ManualClock();
    private final LocalRateLimiter limiter = new LocalRateLimiter(clock);

    @Test
    void grantsTheBurstAndThenTheRate() {
        RateLimit limit = new RateLimit(10, 5);
        assertThat(granted(limit, 20)).isEqualTo(5);

        clock.advance(Duration.ofMillis(300));
        assertThat(granted(limit, 20)).isEqualTo(3);
    }

    @Test
    void saysHowLongToWait() {
        RateLimit limit = new RateLimit(4, 1);
        limiter.acquire(1, limit);

        Permit rejected = limiter.acquire(1, limit);

        assertThat(rejected.granted()).isFalse();
        assertThat(Duration.ofNanos(rejected.nanosToWait())).isEqualTo(Duration.ofMillis(250));
        assertThat(RateLimitHeaders.of(rejected).retryAfter()).isEqualTo("1");
    }

    @Test
    void peeksWithoutTaking() {
        RateLimit limit = new RateLimit(1, 1);
        for (int i = 0; i < 10; i++) {
            assertThat(limiter.peek(1, limit, 1).granted()).isTrue();
        }
        assertThat(limiter.acquire(1, limit).granted()).isTrue();
        assertThat(limiter.peek(1, limit, 1).granted()).isFalse();
    }

    @Test
    void takesUpAChangedLimitAtOnce() {
        assertThat(granted(new RateLimit(1, 1), 5)).isEqualTo(1);
        assertThat(granted(new RateLimit(0, 1), 1_000)).isEqualTo(1_000);

        granted(new RateLimit(1, 1), 5);
        RateLimit raised = new RateLimit(100, 100);
        limiter.acquire(1, raised);
        clock.advance(Duration.ofSeconds(1));
        assertThat(granted(raised, 1_000)).isEqualTo(100);
    }

    @Test
    void doesNotForgetABucketThatIsNotFullAgain() {
        RateLimit slow = new RateLimit(1, 600);
        assertThat(granted(slow, 1_000)).isEqualTo(600);

        clock.advance(Duration.ofSeconds(300));
        assertThat(granted(slow, 1_000)).isEqualTo(300);
    }

    @Test
    void forgetsNoBucketBeforeItIsFull() {
        RateLimit slow = new RateLimit(1, 600);
        granted(slow, 600);

        clock.advance(Duration.ofSeconds(570));

        assertThat(granted(slow, 1_000)).isEqualTo(570);
    }

    @Test
    void costsATokenForEachNodeThatSharesTheQuota() {
        RateLimit limit = new RateLimit(1, 10);

        assertThat(limiter.acquire(1, limit, 2, 2)).isEqualTo(new Permit(limit, true, 3, 0));
        assertThat(limiter.peek(1, limit, 2)).isEqualTo(new Permit(limit, true, 3, 0));
        assertThat(limiter.acquire(1, limit, 4, 2))
                .isEqualTo(new Permit(limit, false, 3, Duration.ofSeconds(2).toNanos()));
        assertThat(limiter.peek(1, limit, 7))
                .isEqualTo(new Permit(limit, false, 0, Duration.ofSeconds(1).toNanos()));
        assertThat(limiter.drain(1, limit, 4)).isEqualTo(1.5);
        assertThat(limiter.drain(1, limit, 4)).isZero();
    }

    @Test
    void takesTheBurstForMorePermitsThanTheBurst() {
        RateLimit limit = new RateLimit(1, 10);

        assertThat(limiter.acquire(1, limit, 4, 3)).isEqualTo(new Permit(limit, true, 0, 0));
    }

    @Test
    void countsNothingWithoutALimit() {
        RateLimit unlimited = new RateLimit(0, 1);
        Permit granted = new Permit(unlimited, true, Long.MAX_VALUE, 0);

        assertThat(limiter.acquire(1, unlimited)).isEqualTo(granted);
        assertThat(limiter.peek(1, unlimited, 3)).isEqualTo(granted);
        assertThatNoException().isThrownBy(() -> limiter.returnPermits(1, unlimited, 5, 1));
    }

    @Test
    void takesBackPermitsUpToTheBurst() {
        RateLimit limit = new RateLimit(1, 10);
        granted(limit, 10);

        limiter.returnPermits(1, limit, 2, 3);
        assertThat(limiter.peek(1, limit, 1).remaining()).isEqualTo(6);
        limiter.returnPermits(1, limit, 2, 3);
        assertThat(limiter.peek(1, limit, 1).remaining()).isEqualTo(10);
    }

    @Test
    void takesBackFractionsThatAreATokenOfANode() {
        RateLimit limit = new RateLimit(1, 10);
        granted(limit, 10);

        limiter.returnPermits(1, limit, 0.4, 2);
        assertThat(limiter.peek(1, limit, 1).remaining()).isZero();
        limiter.returnPermits(1, limit, 0.5, 2);
        assertThat(limiter.peek(1, limit, 1).remaining()).isEqualTo(1);
    }

    private int granted(RateLimit limit, int requests) {
        int granted = 0;
        for (int i = 0; i < requests; i++) {
            granted += limiter.acquire(1, limit).granted() ? 1 : 0;
        }
        return granted;
    }
}
