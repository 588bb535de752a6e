package dev.otagate.limit;

/**
 * The response of the bucket that all nodes share.
 *
 * @param granted permits that are the node's from now on, at most as many as it wanted
 * @param left what the bucket has left, in permits and parts of one
 */
public record Lease(long accountId, int granted, double left) {}
