package dev.otagate.transfer;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** The delay before a retry: exponential with full jitter, but never shorter than the endpoint wants. */
final class RetryDelay {
    private static final long FIRST_MS = 500;
    private static final long LAST_MS = 30_000;
    private static final int LAST_DOUBLING = 6;
    private static final int MAX_DIGITS = 9;

    private RetryDelay() {}

    /** @param attempts the number of attempts, at least 1 */
    static Duration after(int attempts, Optional<Duration> retryAfter) {
        long longest = Math.min(LAST_MS, FIRST_MS << Math.min(attempts - 1, LAST_DOUBLING));
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return retryAfter
                // Otherwise, all clients return at once.
                .map(wait -> wait.plusMillis(random.nextLong(FIRST_MS)))
                .orElseGet(() -> Duration.ofMillis(random.nextLong(1, longest + 1)));
    }

    /** The header Retry-After: seconds or a date. */
    static Optional<Duration> retryAfter(Optional<String> header) {
        return header.map(String::trim).flatMap(RetryDelay::parse);
    }

    private static Optional<Duration> parse(String value) {
        if (value.matches("\\d{1," + MAX_DIGITS + "}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            Instant end = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(Instant.now(), end);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
