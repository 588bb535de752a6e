package dev.otagate.config;

import java.util.Optional;

/**
 * The node in the cluster.
 *
 * @param nodeName its name in lists; the default is the machine's name and the port
 */
public record ClusterConfig(Optional<String> nodeName) {}
