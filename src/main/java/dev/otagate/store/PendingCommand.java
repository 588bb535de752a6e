package dev.otagate.store;

import io.vertx.core.Promise;

/**
 * A command that waits for its outcome.
 *
 * @param nonceRecorded whether an earlier statement recorded its nonce
 * @param fallback whether its statement had a conflict, so that the fallback runs it
 * @param attempts the number of statements that have run it
 */
record PendingCommand(
        StoreCommand command, boolean nonceRecorded, boolean fallback, int attempts, Promise<Outcome> promise) {
    PendingCommand(StoreCommand command) {
        this(command, false, false, 0, Promise.promise());
    }

    /** This command after a statement that returned a retry for it. */
    PendingCommand after(Retry retry) {
        return switch (retry) {
            case NONCE_RECORDED -> new PendingCommand(command, true, false, attempts + 1, promise);
            case NONCE_IN_USE -> afterFailure();
        };
    }

    /** This command after a statement that did nothing. */
    PendingCommand afterFailure() {
        return new PendingCommand(command, nonceRecorded, fallback, attempts + 1, promise);
    }

    PendingCommand withFallback() {
        return new PendingCommand(command, nonceRecorded, true, attempts, promise);
    }

    StoreStatement statement() {
        return fallback ? command.statement().fallback().orElse(command.statement()) : command.statement();
    }

    void complete(Outcome outcome) {
        promise.tryComplete(outcome);
    }
}
