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
    void knowsANonceForThirtyMinutes() {
        UUID nonce = UUID.randomUUID();
        assertThat(nonces.contains(nonce)).isFalse();
        nonces.remember(nonce);

        clock.set(TimeUnit.MINUTES.toNanos(30) - 1);
        assertThat(nonces.contains(nonce)).isTrue();
        clock.set(TimeUnit.MINUTES.toNanos(30));
        assertThat(nonces.contains(nonce)).isFalse();
    }

    @Test
    void forgetsEverythingInALongRest() {
        UUID nonce = UUID.randomUUID();
        nonces.remember(nonce);

        clock.set(TimeUnit.HOURS.toNanos(5));
        assertThat(nonces.contains(nonce)).isFalse();
    }

    @Test
    void keepsTheLast150ThousandAndForgetsTheOldest() {
        for (int i = 1; i <= 450_001; i++) {
            nonces.remember(new UUID(i, i));
        }

        assertThat(nonces.contains(new UUID(1, 1))).isFalse();
        for (int i = 300_002; i <= 450_001; i++) {
            assertThat(nonces.contains(new UUID(i, i))).isTrue();
        }
    }

    @Test
    void distinguishesNoncesByBothHalvesOfTheirHash() {
        for (int i = 0; i < 1_000; i += 2) {
            nonces.remember(new UUID(7, i));
            nonces.remember(new UUID(i, 7));
        }

        for (int i = 1; i < 1_000; i += 2) {
            assertThat(nonces.contains(new UUID(7, i))).isFalse();
            assertThat(nonces.contains(new UUID(i, 7))).isFalse();
        }
    }
}
