package dev.otagate.limit;

/**
 * What this node knows of the others.
 *
 * @param nodes how many nodes share the quotas, including this one; at least 1
 * @param isolated whether this node cannot reach the others
 */
public record ClusterView(int nodes, boolean isolated) {
    /** A node that knows of no other. */
    public static final ClusterView ALONE = new ClusterView(1, false);

    public ClusterView {
        if (nodes < 1) {
            throw new IllegalArgumentException("a cluster has at least one node");
        }
    }

    public ClusterView lost() {
        return new ClusterView(nodes, true);
    }
}
