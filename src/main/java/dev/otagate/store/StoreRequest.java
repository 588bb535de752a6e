package dev.otagate.store;

import io.vertx.core.Context;
import io.vertx.core.Promise;

/**
 * A command that crosses the event bus, by reference, with the promise of its outcome. A reply of the bus would cost an address, a
 * registration and a timer for each request.
 *
 * @param caller on which the promise is completed
 */
record StoreRequest(StoreCommand command, Context caller, Promise<Outcome> promise) {
    /** Completes the promise on the caller's context; from any thread. The first outcome counts. */
    void respond(Outcome outcome) {
        caller.runOnContext(ignored -> promise.tryComplete(outcome));
    }
}
