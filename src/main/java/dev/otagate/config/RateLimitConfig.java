package dev.otagate.config;

/**
 * The quota of an account that has none of its own.
 *
 * @param permitsPerSecond 0 for no limit
 * @param burst requests at once after a pause
 */
public record RateLimitConfig(int permitsPerSecond, int burst) {}
