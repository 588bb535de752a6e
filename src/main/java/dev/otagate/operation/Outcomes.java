package dev.otagate.operation;

import dev.otagate.failure.ErrorCode;
import dev.otagate.store.CommandResult;
import dev.otagate.store.Outcome;
import dev.otagate.store.Retry;
import java.util.Map;

/** The meanings of the numbers that an operation's statement returns; from {@link #FIRST_ERROR} on they are the operation's own errors. */
final class Outcomes {
    private static final int NONCE_IN_USE = -2;
    private static final int REQUEST_MISMATCH = -1;
    private static final int DONE = 0;
    private static final int NONCE_USED = 1;
    private static final int RETRY = 2;
    private static final int FIRST_ERROR = 3;

    private final ErrorCode[] errors;

    Outcomes(ErrorCode... errors) {
        this.errors = errors.clone();
    }

    /** Whether a statement returns data beside this number. */
    static boolean mayHaveData(int number) {
        return number == DONE || number >= FIRST_ERROR;
    }

    CommandResult result(int number, Map<String, Object> fields) {
        return switch (number) {
            case RETRY -> Retry.NONCE_RECORDED;
            case NONCE_IN_USE -> Retry.NONCE_IN_USE;
            default -> outcome(number, fields);
        };
    }

    /** The outcome of a number that stands for no {@link Retry}. */
    Outcome outcome(int number, Map<String, Object> fields) {
        return switch (number) {
            case DONE -> fields.isEmpty() ? Outcome.DONE : Outcome.done(fields);
            case NONCE_USED -> Outcome.NONCE_USED;
            case REQUEST_MISMATCH -> Outcome.rejected(ErrorCode.CLIENT_TOKEN_MISMATCH, Map.of());
            default -> Outcome.rejected(errors[number - FIRST_ERROR], fields);
        };
    }
}
