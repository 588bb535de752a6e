package dev.otagate.config;

import java.util.Optional;

/** @param nodeName the node's name in lists; the default is the machine's name and the port */
public record ClusterConfig(Optional<String> nodeName) {}
