package dev.otagate.config;

/**
 * The log.
 *
 * @param json whether a line is a JSON object instead of text
 * @param level error, warn, info, debug or trace
 * @param requests whether each request is logged
 */
public record LogConfig(boolean json, String level, boolean requests) {}
