package dev.otagate.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

class TimestampsFuzzTest {
    private static final Pattern SHAPE = Pattern.compile("[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}Z");

    @FuzzTest
    void readsWhatTheJdkReads(byte[] octets) {
        String text = new String(octets, StandardCharsets.UTF_8);

        assertThat(Timestamps.parse(text)).isEqualTo(SHAPE.matcher(text).matches() ? jdk(text) : Optional.empty());
    }

    private static Optional<Instant> jdk(String text) {
        // The JDK takes 24:00:00 and a leap second, which are no times of LocalDateTime.
        if (text.substring(11).startsWith("24") || text.startsWith("60", 17)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
