package dev.otagate.cluster;

/**
 * The result of a heartbeat.
 *
 * @param nodes the number of nodes that are alive, this one included
 * @param databaseMs the database's clock, in milliseconds since the epoch
 */
record Heartbeat(int nodes, long databaseMs) {}
