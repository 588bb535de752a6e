package dev.otagate.config;

/**
 * The default quota of an account.
 *
 * @param permitsPerSecond 0 for no limit
 * @param burst requests at once after a pause
 */
public record RateLimitConfig(int permitsPerSecond, int burst) {}
