package dev.otagate.cluster;

import java.util.UUID;

/**
 * A process of the gateway.
 *
 * @param id random for each start; health shows it, too
 * @param name for operators; need not be unique
 * @param version of the gateway
 */
public record Node(UUID id, String name, String version) {}
