package dev.otagate.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LocalRateLimiterTest {
    private final AtomicLong nanos = new AtomicLong(1);
    private final LocalRateLimiter limiter = new LocalRateLimiter(new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    });

    @Test
    void grantsTheBurstAndThenTheRate() {
        RateLimit limit = new RateLimit(10, 5);
        assertThat(granted(limit, 20)).isEqualTo(5);

        nanos.addAndGet(Duration.ofMillis(300).toNanos());
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
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(granted(raised, 1_000)).isEqualTo(100);
    }

    @Test
    void doesNotForgetABucketThatIsNotFullAgain() {
        RateLimit slow = new RateLimit(1, 600);
        assertThat(granted(slow, 1_000)).isEqualTo(600);

        nanos.addAndGet(Duration.ofSeconds(300).toNanos());
        assertThat(granted(slow, 1_000)).isEqualTo(300);
    }

    private int granted(RateLimit limit, int requests) {
        int granted = 0;
        for (int i = 0; i < requests; i++) {
            granted += limiter.acquire(1, limit).granted() ? 1 : 0;
        }
        return granted;
    }
}
