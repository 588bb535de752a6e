package dev.otagate.limit;

/**
 * The permits that the bucket of all nodes gives to a node.
 *
 * @param granted permits for the node, at most as many as it wanted
 * @param left permits left in the bucket, including a fraction of one
 */
public record Lease(long accountId, int granted, double left) {}
