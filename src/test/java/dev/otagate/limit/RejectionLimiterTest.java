package dev.otagate.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RejectionLimiterTest {
    private static final long ACCOUNT = 1;
    private static final RateLimit LIMIT = new RateLimit(1, 5);

    private final RejectionLimiter limiter = new RejectionLimiter();

    @Test
    void boundsTheRepeatsOfOneRequestAndNotTheOthersOfItsOwner() {
        UUID captured = UUID.randomUUID();
        UUID used = UUID.randomUUID();

        long rejected = times(() -> limiter.acquireRejection(ACCOUNT, LIMIT, captured));
        long resent = times(() -> limiter.acquireResend(LIMIT, used));

        assertThat(rejected).isEqualTo(30);
        assertThat(resent).isEqualTo(30);
        assertThat(limiter.acquireRejection(ACCOUNT, LIMIT, used).granted()).isTrue();
        assertThat(limiter.acquireResend(LIMIT, captured).granted()).isTrue();
    }

    @Test
    void boundsDifferentRejectedRequestsOfAnAccountByFourTimesItsQuota() {
        UUID last = UUID.randomUUID();

        assertThat(times(() -> limiter.acquireRejection(ACCOUNT, LIMIT, UUID.randomUUID())))
                .isBetween(20L, 30L);
        // Sent again, it is no repeat: it never passed.
        assertThat(limiter.acquireRejection(ACCOUNT, LIMIT, last).granted()).isFalse();
        assertThat(limiter.acquireRejection(ACCOUNT, LIMIT, last).granted()).isFalse();
    }

    @Test
    void boundsNothingForAnAccountWithoutALimit() {
        UUID nonce = UUID.randomUUID();
        RateLimit unlimited = new RateLimit(0, 1);

        assertThat(times(() -> limiter.acquireRejection(ACCOUNT, unlimited, nonce)))
                .isEqualTo(200);
        assertThat(times(() -> limiter.acquireResend(unlimited, nonce))).isEqualTo(200);
    }

    @Test
    void countsTheRepeatsOfARejectedRequest() {
        UUID nonce = UUID.randomUUID();

        assertThat(limiter.acquireRejection(ACCOUNT, LIMIT, nonce)).isEqualTo(new Permit(LIMIT, true, 19, 0));
        assertThat(limiter.acquireRejection(ACCOUNT, LIMIT, nonce)).isEqualTo(new Permit(LIMIT, true, 28, 0));
        IntStream.range(2, 29).forEach(i -> limiter.acquireRejection(ACCOUNT, LIMIT, nonce));
        assertThat(limiter.acquireRejection(ACCOUNT, LIMIT, nonce)).isEqualTo(new Permit(LIMIT, true, 0, 0));
        assertThat(limiter.acquireRejection(ACCOUNT, LIMIT, nonce))
                .isEqualTo(new Permit(LIMIT, false, 0, TimeUnit.MINUTES.toNanos(1)));
    }

    @Test
    void countsResends() {
        UUID nonce = UUID.randomUUID();
        RateLimit unlimited = new RateLimit(0, 1);

        assertThat(limiter.acquireResend(LIMIT, nonce)).isEqualTo(new Permit(LIMIT, true, 29, 0));
        assertThat(limiter.acquireResend(LIMIT, nonce)).isEqualTo(new Permit(LIMIT, true, 28, 0));
        assertThat(limiter.acquireResend(unlimited, nonce)).isEqualTo(new Permit(unlimited, true, 30, 0));
    }

    @Test
    void returnsTheTimeUntilAnotherRejectionIsAdmitted() {
        times(() -> limiter.acquireRejection(ACCOUNT, LIMIT, UUID.randomUUID()));
        Permit rejected = limiter.acquireRejection(ACCOUNT, LIMIT, UUID.randomUUID());

        assertThat(rejected.limit()).isEqualTo(LIMIT);
        assertThat(rejected.granted()).isFalse();
        assertThat(rejected.remaining()).isZero();
        assertThat(rejected.nanosToWait()).isBetween(1L, TimeUnit.MILLISECONDS.toNanos(250));
    }

    @Test
    void admitsRejectionsOfAHugeBurst() {
        RateLimit huge = new RateLimit(1, Integer.MAX_VALUE);

        assertThat(limiter.acquireRejection(ACCOUNT, huge, UUID.randomUUID()))
                .isEqualTo(new Permit(huge, true, Integer.MAX_VALUE - 1, 0));
    }

    private static long times(Supplier<Permit> request) {
        return IntStream.range(0, 200).filter(i -> request.get().granted()).count();
    }
}
