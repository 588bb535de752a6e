package dev.otagate.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class NonceTableTest {
    private static final long KEPT_NANOS = 10;

    // With 1 as the multiplier, the highest bits of a nonce choose its slot: -1 the last one.
    private final NonceTable table = new NonceTable(1);

    @Test
    void tellsNoncesOfOneSlotApartPastTheEndOfTheTable() {
        for (int i = 0; i < 100; i += 2) {
            table.put(new UUID(-1, i), 0);
        }

        for (int i = 0; i < 100; i++) {
            assertThat(table.contains(new UUID(-1, i), 0, KEPT_NANOS)).isEqualTo(i % 2 == 0);
        }
    }

    @Test
    void countsANonceOnceHoweverOftenItIsNoted() {
        for (int i = 0; i < NonceTable.MAX_NONCES; i++) {
            table.put(new UUID(1, 1), 0);
        }

        assertThat(table.isFull()).isFalse();
    }

    @Test
    void knowsANonceFromWhenItWasLastNoted() {
        table.put(new UUID(1, 1), 0);
        table.put(new UUID(1, 1), 5);

        assertThat(table.contains(new UUID(1, 1), 14, KEPT_NANOS)).isTrue();
        assertThat(table.contains(new UUID(1, 1), 15, KEPT_NANOS)).isFalse();
    }
}
