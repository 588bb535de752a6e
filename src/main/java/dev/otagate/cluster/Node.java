package dev.otagate.cluster;

import java.util.UUID;

/**
 * A gateway's process.
 *
 * @param id random for each start; health shows the same one
 * @param name what an operator calls it; need not be unique
 * @param version of the gateway
 */
public record Node(UUID id, String name, String version) {}
