package dev.otagate.config;

import java.util.Optional;

/**
 * This node among those that share its database.
 *
 * @param nodeName what it is called in lists; the machine's name and the port where it is not given
 */
public record ClusterConfig(Optional<String> nodeName) {}
