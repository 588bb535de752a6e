package dev.otagate.store;

import dev.otagate.failure.ErrorCode;
import java.util.Map;
import java.util.UUID;

/** What became of one command. Immutable; crosses the event bus by reference. */
public sealed interface Outcome {
    /**
     * Done and durable.
     *
     * @param fields what the response tells, by name and in order; empty where there is nothing to tell
     */
    record Done(Map<String, Object> fields) implements Outcome {
        /** Done, with nothing to tell but that. */
        public static final Done NOTHING_TO_TELL = new Done(Map.of());
    }

    /**
     * Decided against, and nothing changed but that the nonce may be used up.
     *
     * @param fields what the response tells beside the code
     */
    record Rejected(ErrorCode code, Map<String, Object> fields) implements Outcome {
        /** A rejection that the code says all of. */
        public Rejected(ErrorCode code) {
            this(code, Map.of());
        }
    }

    /**
     * Decided before, for an earlier request of the same key; nothing changed but that the nonce may be used up.
     *
     * @param first what became of that request
     * @param requestId that request's id
     * @param nonceWasNew whether this request used up a nonce of its own
     */
    record Repeated(Outcome first, UUID requestId, boolean nonceWasNew) implements Outcome {}

    /** Met a concurrent change and must be retried by a later statement; its nonce is recorded. Never leaves the store. */
    record Retry() implements Outcome {}

    /** A concurrent statement records its nonce, so it must be retried as if for the first time. Never leaves the store. */
    record NonceInUse() implements Outcome {}

    /** The database cannot store this very command; nothing changed. */
    record Failed() implements Outcome {}

    /** Not known to be done: overloaded, too late, or the database is out of reach. */
    record Unavailable() implements Outcome {}
}
