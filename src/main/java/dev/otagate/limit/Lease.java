package dev.otagate.limit;

/**
 * The permits that the bucket of all nodes gives to a node.
 *
 * @param granted permits for the node, at most as many as it wanted
 * @param left permits left in the bucket, including a fraction of one
 */
public record Lease(long accountId, int granted, double left) {
    /**
     * The request for a lease.
     *
     * @param initial permits of the bucket if it does not exist yet
     * @param handedOver permits of the node's local token bucket to add to an existing bucket
     * @param wanted permits to lease, 0 or more
     */
    public record Request(long accountId, RateLimit limit, double initial, double handedOver, int wanted) {}
}
