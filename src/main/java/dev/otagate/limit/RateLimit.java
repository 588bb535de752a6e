package dev.otagate.limit;

/**
 * An account's quota.
 *
 * @param permitsPerSecond requests a second; 0 if unlimited
 * @param burst requests at once after a pause; at least 1
 */
public record RateLimit(int permitsPerSecond, int burst) {
    public RateLimit {
        if (permitsPerSecond < 0 || burst < 1) {
            throw new IllegalArgumentException("the rate must be at least 0, and the burst at least 1");
        }
    }

    public boolean isUnlimited() {
        return permitsPerSecond == 0;
    }
}
