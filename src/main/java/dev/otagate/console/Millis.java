package dev.otagate.console;

/** Milliseconds with microseconds as fraction. */
final class Millis {
    private static final double NANOS_PER_MICRO = 1_000;
    private static final double MICROS_PER_MILLI = 1_000;

    private Millis() {}

    static double of(long nanos) {
        return Math.round(nanos / NANOS_PER_MICRO) / MICROS_PER_MILLI;
    }

    static double since(long startedNanos) {
        return of(System.nanoTime() - startedNanos);
    }
}
