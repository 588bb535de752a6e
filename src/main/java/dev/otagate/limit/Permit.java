package dev.otagate.limit;

/**
 * The rate limiter's decision about one request.
 *
 * @param limit the quota of the account
 * @param granted whether the request may pass
 * @param remaining permits left
 * @param nanosToWait until the next permit; 0 if there is one
 */
public record Permit(RateLimit limit, boolean granted, long remaining, long nanosToWait) {}
