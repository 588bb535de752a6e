package dev.otagate.store;

import io.vertx.core.Promise;

/**
 * A command that waits for its outcome.
 *
 * @param nonceNoted whether an earlier statement noted its nonce
 * @param attempts how many statements it was part of
 */
record PendingCommand(StoreCommand command, boolean nonceNoted, int attempts, Promise<Outcome> promise) {
    PendingCommand(StoreCommand command) {
        this(command, false, 0, Promise.promise());
    }

    PendingCommand askedAgain() {
        return new PendingCommand(command, true, attempts + 1, promise);
    }

    PendingCommand triedOnce() {
        return new PendingCommand(command, nonceNoted, attempts + 1, promise);
    }

    boolean isLate(long nowNanos) {
        return nowNanos - command.deadlineNanos() >= 0;
    }

    void complete(Outcome outcome) {
        promise.tryComplete(outcome);
    }
}
