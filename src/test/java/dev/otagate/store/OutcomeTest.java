package dev.otagate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otagate.failure.ErrorCode;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The results of commands and of whole statements, as values. */
class OutcomeTest {
    @Test
    void ofARetryIsTheFirstOneWithItsRequestId() {
        UUID first = UUID.randomUUID();
        Outcome rejected = Outcome.rejected(ErrorCode.UNKNOWN_PRODUCT, Map.of("a", 1));

        assertThat(rejected.repeated(first, true))
                .isEqualTo(
                        new Outcome(rejected.error(), rejected.fields(), NonceUse.BY_THIS_REQUEST, Optional.of(first)));
        assertThat(Outcome.done(Map.of("a", 1)).repeated(first, false))
                .isEqualTo(new Outcome(Optional.empty(), Map.of("a", 1), NonceUse.BEFORE, Optional.of(first)));
    }

    @Test
    void orRetryIsWhatACommandResultIs() {
        List<Object> seen = new ArrayList<>();
        Outcome.DONE.match(seen::add, retry -> seen.add("retry"));
        Retry.NONCE_IN_USE.match(outcome -> seen.add("outcome"), seen::add);

        assertThat(seen).containsExactly(Outcome.DONE, Retry.NONCE_IN_USE);
    }

    @Test
    void delaysDoubleUpToABound() {
        for (int attempts = 1; attempts < 20; attempts++) {
            long longest = TimeUnit.MILLISECONDS.toNanos(2L << Math.min(attempts - 1, 6));
            for (int i = 0; i < 50; i++) {
                assertThat(Backoff.nanos(attempts)).isBetween(longest / 4, longest);
            }
        }
    }

    @Test
    void aFaultOfTheDatabaseEndsWithAWriteThatBeganThreeSecondsLater() {
        StoreHealth health = new StoreHealth();
        assertThat(health.fault()).isEmpty();
        assertThat(health.recovered(System.nanoTime())).isFalse();
        long before = System.nanoTime();
        health.failed("disk full");

        assertThat(health.fault()).contains("disk full");
        assertThat(health.recovered(before + TimeUnit.SECONDS.toNanos(3) - 1)).isFalse();
        assertThat(health.fault()).contains("disk full");
        assertThat(health.recovered(System.nanoTime() + TimeUnit.SECONDS.toNanos(3)))
                .isTrue();
        assertThat(health.fault()).isEmpty();
    }

    @Test
    void crossesTheEventBusOfItsNodeByReference() {
        LocalCodec<Outcome> codec = new LocalCodec<>("codec");

        assertThat(codec.transform(Outcome.DONE)).isSameAs(Outcome.DONE);
        assertThat(codec.systemCodecID()).isEqualTo((byte) -1);
        assertThatThrownBy(() -> codec.encodeToWire(Buffer.buffer(), Outcome.DONE))
                .hasMessageContaining("codec");
        assertThatThrownBy(() -> codec.decodeFromWire(0, Buffer.buffer())).hasMessageContaining("codec");
    }
}
