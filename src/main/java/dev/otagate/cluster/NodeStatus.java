package dev.otagate.cluster;

import java.time.Instant;

/**
 * A node in the database.
 *
 * @param seenMsAgo milliseconds since its last heartbeat
 * @param alive whether the other nodes count it
 */
public record NodeStatus(Node node, Instant startedAt, long seenMsAgo, boolean alive) {}
