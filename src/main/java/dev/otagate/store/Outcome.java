package dev.otagate.store;

import dev.otagate.failure.ErrorCode;
import java.util.Optional;

/** What became of one command. Immutable; crosses the event bus by reference. */
public sealed interface Outcome {
    /**
     * Done and durable.
     *
     * @param data what a query found; empty where there is nothing to tell
     */
    record Done(Optional<AnswerData> data) implements Outcome {
        /** Done, with nothing to tell but that. */
        public static final Done NOTHING_TO_TELL = new Done(Optional.empty());
    }

    /** Decided against, and nothing changed but that the nonce may be used up. */
    record Refused(ErrorCode code) implements Outcome {}

    /** Met a concurrent change and must be asked again in a later statement; its nonce is noted. Never leaves the store. */
    record AskAgain() implements Outcome {}

    /** The database cannot store this very command; nothing changed. */
    record Failed() implements Outcome {}

    /** Not known to be done: overloaded, too late, or the database is out of reach. */
    record Unavailable() implements Outcome {}
}
