package dev.otagate.cluster;

import java.util.UUID;

/**
 * A gateway's process.
 *
 * @param id random, for each start
 * @param name what an operator calls it; need not be unique
 * @param version of the gateway
 */
public record Node(UUID id, String name, String version) {
    /** A node that has just started. */
    public static Node started(String name, String version) {
        return new Node(UUID.randomUUID(), name, version);
    }
}
