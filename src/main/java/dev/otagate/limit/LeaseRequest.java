package dev.otagate.limit;

/**
 * What a node requests from the bucket that all nodes share for an account.
 *
 * @param initial permits of the bucket if it does not exist yet
 * @param handedOver permits of the node's own share to add to an existing bucket
 * @param wanted permits to lease, 0 or more
 */
public record LeaseRequest(long accountId, RateLimit limit, double initial, double handedOver, int wanted) {}
