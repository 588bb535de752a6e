package dev.otagate.config;

/**
 * The shutdown.
 *
 * @param drainMs during which readiness fails and requests are still accepted, until the load balancer notices
 * @param graceMs for requests in progress after that
 */
public record ShutdownConfig(int drainMs, int graceMs) {}
