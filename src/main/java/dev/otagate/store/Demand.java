package dev.otagate.store;

/**
 * How many commands are in the store as a rule, waiting or at the database; and so, how many must wait to be worth another
 * connection while a statement is under way. Confined to one event loop.
 */
final class Demand {
    // An execution costs the database as much as a dozen rows: a batch this large hides most of that. Of several
    // nodes each sees but a part of what the database is to do, so that it waits for as many times more.
    private static final int LEAST_FURTHER_BATCH = 32;
    // Two batches in turn share the commands evenly that way. With less to wait for, a small batch goes off first, and
    // the rest crowds into the other: a sixth fewer creates a second (docs/performance.md).
    private static final double FURTHER_SHARE = 0.6;
    private static final double WEIGHT = 1.0 / 16;

    private double usual;

    /** Takes note of how many commands there are; at each end of a batch. */
    void observe(int commands) {
        usual += (commands - usual) * WEIGHT;
    }

    /** @param nodes how many share the database */
    int furtherBatch(int nodes) {
        return Math.max(LEAST_FURTHER_BATCH * nodes, (int) (usual * FURTHER_SHARE));
    }
}
