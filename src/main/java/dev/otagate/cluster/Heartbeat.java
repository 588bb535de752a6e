package dev.otagate.cluster;

/**
 * What a heartbeat returns.
 *
 * @param nodes that are alive, this one included
 * @param databaseMs the database's clock, in milliseconds since the epoch
 */
record Heartbeat(int nodes, long databaseMs) {}
