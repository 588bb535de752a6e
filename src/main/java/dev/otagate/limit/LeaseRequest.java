package dev.otagate.limit;

/**
 * What a node asks of the bucket that all nodes share for an account.
 *
 * @param initial the permits that the bucket begins with where there is none yet
 * @param handedOver what is left of the node's own share, and is put into a bucket that is there
 * @param wanted permits to lease, 0 or more
 */
public record LeaseRequest(long accountId, RateLimit limit, double initial, double handedOver, int wanted) {}
