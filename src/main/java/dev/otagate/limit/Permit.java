package dev.otagate.limit;

/**
 * The rate limiter's response to one request.
 *
 * @param limit the quota that was asked
 * @param granted whether the request may pass
 * @param remaining permits left
 * @param nanosToWait until a permit is there again, 0 where one is
 */
public record Permit(RateLimit limit, boolean granted, long remaining, long nanosToWait) {}
