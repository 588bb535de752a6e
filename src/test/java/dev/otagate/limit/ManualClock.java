package dev.otagate.limit;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/** A clock that a test advances. */
final class ManualClock implements TimeMeter {
    private long nanos = Duration.ofSeconds(1_000).toNanos();

    void advance(Duration time) {
        advanceNanos(time.toNanos());
    }

    void advanceNanos(long time) {
        nanos += time;
    }

    @Override
    public long currentTimeNanos() {
        return nanos;
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
