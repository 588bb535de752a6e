package dev.otagate.metrics;

/** Measures the time of one request in each stage, in nanoseconds. Not thread-safe. */
public final class StageClock {
    private static final int STAGES = Stage.values().length;

    private final long started = System.nanoTime();
    private final long[] spent = new long[STAGES];
    private Stage current = Stage.RECEIVE;
    private long entered = started;

    /** Ends the current stage and begins another, or continues the same stage. */
    public void enter(Stage stage) {
        long now = System.nanoTime();
        spent[current.ordinal()] += now - entered;
        current = stage;
        entered = now;
    }

    /** Ends the last stage and fixes the total. */
    public void stop() {
        enter(current);
    }

    /** The nanoseconds in a stage so far; 0 if the request was not in it. */
    public long nanos(Stage stage) {
        return spent[stage.ordinal()];
    }

    /** The nanoseconds from the start to the last change of stage. */
    public long totalNanos() {
        return entered - started;
    }
}
