package dev.otagate.config;

/**
 * What is done after the start, so that the JVM has compiled what requests need.
 *
 * @param requests how many are sent; 0 for none
 */
public record WarmUpConfig(int requests) {}
