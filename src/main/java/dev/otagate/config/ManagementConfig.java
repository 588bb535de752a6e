package dev.otagate.config;

/**
 * Where health and metrics are served.
 *
 * @param port 0 for any free one
 */
public record ManagementConfig(String host, int port) {}
