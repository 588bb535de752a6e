package dev.otagate.store;

import io.vertx.core.Context;
import io.vertx.core.Promise;

/**
 * A command on its way over the event bus, and who waits for it. It crosses the bus by reference and gets a response through its promise:
 * a reply of the bus would cost an address, a registration and a timer for each request.
 *
 * @param caller on which the promise is completed
 */
record StoreRequest(StoreCommand command, Context caller, Promise<Outcome> promise) {
    /** Hands the outcome over to the caller's context; from any thread. The first outcome counts. */
    void respond(Outcome outcome) {
        caller.runOnContext(ignored -> promise.tryComplete(outcome));
    }
}
