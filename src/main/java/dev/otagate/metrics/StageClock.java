package dev.otagate.metrics;

/** How long one request spent in each stage, in nanoseconds of {@link System#nanoTime}. Not thread-safe. */
public final class StageClock {
    private static final int STAGES = Stage.values().length;

    private final long started = System.nanoTime();
    private final long[] spent = new long[STAGES];
    private Stage current = Stage.RECEIVE;
    private long entered = started;

    /** Ends the current stage and begins another, or goes on with the same. */
    public void enter(Stage stage) {
        long now = System.nanoTime();
        spent[current.ordinal()] += now - entered;
        current = stage;
        entered = now;
    }

    /** Ends the last stage; the total is fixed by it. */
    public void stop() {
        enter(current);
    }

    /** Nanoseconds in a stage so far; 0 where the request was not in it. */
    public long nanos(Stage stage) {
        return spent[stage.ordinal()];
    }

    /** Nanoseconds from the beginning to the last change of stage. */
    public long totalNanos() {
        return entered - started;
    }

    /** When the request came, by {@link System#nanoTime}. */
    public long startedNanos() {
        return started;
    }
}
