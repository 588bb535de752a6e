package dev.otagate.pipeline;

/**
 * A request that is no replay on this node, or one that may get a stored response.
 *
 * @param permits its price; 0 for a replay
 */
record PricedRequest(ValidRequest valid, int permits) {}
