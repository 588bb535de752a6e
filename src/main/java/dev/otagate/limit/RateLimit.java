package dev.otagate.limit;

/**
 * An account's quota.
 *
 * @param permitsPerSecond how many requests a second; 0 means that there is no limit
 * @param burst how many requests at once after a pause, at least 1
 */
public record RateLimit(int permitsPerSecond, int burst) {
    public RateLimit {
        if (permitsPerSecond < 0 || burst < 1) {
            throw new IllegalArgumentException("a rate is at least 0, a burst at least 1");
        }
    }

    /** Whether every request passes. */
    public boolean isUnlimited() {
        return permitsPerSecond == 0;
    }
}
