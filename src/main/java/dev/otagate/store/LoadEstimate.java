package dev.otagate.store;

/**
 * An estimate of the commands in the store, waiting or at the database; from it follows how many must wait to be worth a further
 * connection while a statement runs. Confined to one event loop.
 */
final class LoadEstimate {
    // A statement costs the database as much as a dozen rows, which is little in a batch of this size. Each of several
    // nodes sees only a part of the load, so its batch is larger by the number of nodes.
    private static final int LEAST_FURTHER_BATCH = 32;
    // With 0.6, two batches in turn have about the same size. With less, a small batch is followed by a large one, and
    // a node creates a sixth fewer modules a second.
    private static final double FURTHER_PART = 0.6;
    private static final double WEIGHT = 1.0 / 16;

    private double average;

    /** Records how many commands there are; called when a batch has ended. */
    void observe(int commands) {
        average += (commands - average) * WEIGHT;
    }

    int furtherBatch(int nodes) {
        return Math.max(LEAST_FURTHER_BATCH * nodes, (int) (average * FURTHER_PART));
    }
}
