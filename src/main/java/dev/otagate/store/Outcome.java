package dev.otagate.store;

import dev.otagate.failure.ErrorCode;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The final result of one command. Immutable; crosses the event bus by reference.
 *
 * @param error nothing if the command is done and durable; if there is one, nothing changed but that the nonce may be used
 * @param fields what the response has besides, by name in camel case and in order
 * @param firstRequestId the id of the earlier request whose stored outcome this is
 */
public record Outcome(
        Optional<ErrorCode> error, Map<String, Object> fields, NonceUse nonce, Optional<UUID> firstRequestId)
        implements CommandResult {
    public static final Outcome DONE = done(Map.of());

    /** The database cannot store this very command; nothing changed. */
    public static final Outcome FAILED = of(ErrorCode.SYSTEM_EXCEPTION, NonceUse.UNKNOWN);

    /** Not known to be done: the store is overloaded, the deadline has passed, or the database is out of reach. */
    public static final Outcome UNAVAILABLE = of(ErrorCode.SERVICE_UNAVAILABLE, NonceUse.UNKNOWN);

    public static final Outcome NONCE_USED = of(ErrorCode.NONCE_USED, NonceUse.BEFORE);

    public static Outcome done(Map<String, Object> fields) {
        return new Outcome(Optional.empty(), fields, NonceUse.BY_THIS_REQUEST, Optional.empty());
    }

    /** Rejected by the operation's rules. */
    public static Outcome rejected(ErrorCode error, Map<String, Object> fields) {
        return new Outcome(Optional.of(error), fields, NonceUse.BY_THIS_REQUEST, Optional.empty());
    }

    private static Outcome of(ErrorCode error, NonceUse nonce) {
        return new Outcome(Optional.of(error), Map.of(), nonce, Optional.empty());
    }

    /** This outcome of an earlier request as that of a retry. */
    public Outcome repeated(UUID earlierRequestId, boolean nonceWasNew) {
        return new Outcome(
                error, fields, nonceWasNew ? NonceUse.BY_THIS_REQUEST : NonceUse.BEFORE, Optional.of(earlierRequestId));
    }

    @Override
    public void match(Consumer<Outcome> outcome, Consumer<Retry> retry) {
        outcome.accept(this);
    }
}
