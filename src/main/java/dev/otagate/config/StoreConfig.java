package dev.otagate.config;

/**
 * The store.
 *
 * @param connections for batches
 * @param batchSize maximum of commands in a batch
 * @param queueLimit maximum of waiting commands for each connection; more are rejected at once
 * @param deadlineMs from the arrival of a request's last octet; a command that has waited longer is rejected
 */
public record StoreConfig(int connections, int batchSize, int queueLimit, int deadlineMs) {}
