package dev.otagate.config;

/**
 * How the gateway logs.
 *
 * @param json one JSON object a line instead of text
 * @param level error, warn, info, debug or trace
 * @param requests whether each request gets a line
 */
public record LogConfig(boolean json, String level, boolean requests) {}
