package dev.otagate.config;

/**
 * How the gateway goes.
 *
 * @param drainMs while ready answers 503 and requests are still served, for the load balancer to notice
 * @param graceMs for requests under way after that
 */
public record ShutdownConfig(int drainMs, int graceMs) {}
