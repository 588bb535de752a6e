package dev.otagate.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitHeadersTest {
    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "1000000000, 1", "1000000001, 2", "60000000000, 60"})
    void roundsTheWaitUpToWholeSeconds(long nanosToWait, String seconds) {
        Permit rejected = new Permit(new RateLimit(7, 20), false, 3, nanosToWait);

        assertThat(RateLimitHeaders.of(rejected))
                .isEqualTo(new RateLimitHeaders(seconds, "\"account\";r=3;t=" + seconds, "\"account\";q=7;w=1"));
    }

    @Test
    void rejectsImpossibleQuotas() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RateLimit(-1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new RateLimit(1, 0));
        assertThat(new RateLimit(0, 1).isUnlimited()).isTrue();
        assertThat(new RateLimit(1, 1).isUnlimited()).isFalse();
    }
}
