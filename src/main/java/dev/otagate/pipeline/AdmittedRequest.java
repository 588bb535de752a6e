package dev.otagate.pipeline;

/**
 * A request that is no replay on this node, or one that may get a stored response.
 *
 * @param permits the permits that it takes; 0 if it is a replay
 */
record AdmittedRequest(ValidRequest valid, int permits) {}
