package dev.otagate.config;

/**
 * How changes are gathered and written.
 *
 * @param connections held for batches
 * @param batchSize most commands in a statement
 * @param queueLimit most commands that wait on a connection; what comes beyond is rejected at once
 * @param deadlineMs from the arrival of a request's last octet; what has waited longer is rejected and not begun
 */
public record StoreConfig(int connections, int batchSize, int queueLimit, int deadlineMs) {}
