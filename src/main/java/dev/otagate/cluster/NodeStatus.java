package dev.otagate.cluster;

import java.time.Instant;

/**
 * A node as the database knows it.
 *
 * @param seenMsAgo milliseconds since its last sign of life
 * @param alive whether the others count it
 */
public record NodeStatus(Node node, Instant startedAt, long seenMsAgo, boolean alive) {}
