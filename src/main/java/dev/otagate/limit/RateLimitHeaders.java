package dev.otagate.limit;

import java.util.concurrent.TimeUnit;

/**
 * The headers of a rejected request: {@code Retry-After}, and {@code RateLimit} and {@code RateLimit-Policy} of the IETF draft
 * "RateLimit header fields for HTTP" (draft-ietf-httpapi-ratelimit-headers-10).
 *
 * @param retryAfter whole seconds, at least 1
 * @param rateLimit permits left, and seconds until the next one
 * @param policy the quota: {@code q} permits in a window of {@code w} seconds
 */
public record RateLimitHeaders(String retryAfter, String rateLimit, String policy) {
    private static final String POLICY_NAME = "\"account\"";

    public static RateLimitHeaders of(Permit permit) {
        long seconds = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(permit.nanosToWait() + 999_999_999));
        return new RateLimitHeaders(
                Long.toString(seconds),
                POLICY_NAME + ";r=" + permit.remaining() + ";t=" + seconds,
                POLICY_NAME + ";q=" + permit.limit().permitsPerSecond() + ";w=1");
    }
}
