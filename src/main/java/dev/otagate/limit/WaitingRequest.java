package dev.otagate.limit;

import java.util.concurrent.CompletableFuture;

/**
 * A request that waits for permits.
 *
 * @param permits how many it needs
 * @param permit completed by whoever decides first: the lease, the end of the account's queue, or the caller's deadline
 */
record WaitingRequest(int permits, CompletableFuture<Permit> permit) {
    WaitingRequest(int permits) {
        this(permits, new CompletableFuture<>());
    }
}
