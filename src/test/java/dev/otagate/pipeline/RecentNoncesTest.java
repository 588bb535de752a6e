package dev.otagate.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentNoncesTest {
    private final AtomicLong clock = new AtomicLong();
    private final RecentNonces nonces = new RecentNonces(clock::get);

    @Test
    void knowsANonceForFifteenMinutes() {
        UUID nonce = UUID.randomUUID();
        assertThat(nonces.contains(nonce)).isFalse();
        nonces.remember(nonce);

        clock.set(TimeUnit.MINUTES.toNanos(15) - 1);
        assertThat(nonces.contains(nonce)).isTrue();
        clock.set(TimeUnit.MINUTES.toNanos(15));
        assertThat(nonces.contains(nonce)).isFalse();
    }

    @Test
    void keepsTheLastFiftyThousandAndForgetsTheOldest() {
        for (int i = 1; i <= 150_001; i++) {
            nonces.remember(new UUID(i, i));
        }

        assertThat(nonces.contains(new UUID(1, 1))).isFalse();
        for (int i = 100_002; i <= 150_001; i++) {
            assertThat(nonces.contains(new UUID(i, i))).isTrue();
        }
    }
}
