package dev.otagate.limit;

/**
 * What this node knows of the others.
 *
 * @param nodes how many share the quotas, itself included; at least 1
 * @param cutOff whether it has lost touch with them
 */
public record ClusterView(int nodes, boolean cutOff) {
    /** A node that knows of no other. */
    public static final ClusterView ALONE = new ClusterView(1, false);

    public ClusterView {
        if (nodes < 1) {
            throw new IllegalArgumentException("a cluster has a node at least");
        }
    }

    /** The same nodes as they were last seen. */
    public ClusterView lost() {
        return new ClusterView(nodes, true);
    }
}
