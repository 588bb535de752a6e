package dev.otagate.store;

import io.vertx.core.Promise;

/**
 * A command that waits for its outcome.
 *
 * @param nonceNoted whether an earlier statement noted its nonce
 * @param careful whether it met another statement, and is to be served by the careful one
 * @param attempts how many statements it was part of
 */
record PendingCommand(
        StoreCommand command, boolean nonceNoted, boolean careful, int attempts, Promise<Outcome> promise) {
    PendingCommand(StoreCommand command) {
        this(command, false, false, 0, Promise.promise());
    }

    PendingCommand askedAgain() {
        return new PendingCommand(command, true, false, attempts + 1, promise);
    }

    PendingCommand triedOnce() {
        return new PendingCommand(command, nonceNoted, careful, attempts + 1, promise);
    }

    PendingCommand carefully() {
        return new PendingCommand(command, nonceNoted, true, attempts, promise);
    }

    /** What serves it now. */
    StoreStatement statement() {
        return careful ? command.statement().careful().orElse(command.statement()) : command.statement();
    }

    boolean isLate(long nowNanos) {
        return nowNanos - command.deadlineNanos() >= 0;
    }

    void complete(Outcome outcome) {
        promise.tryComplete(outcome);
    }
}
