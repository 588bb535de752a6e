package dev.otagate.operation;

import dev.otagate.failure.ErrorCode;
import dev.otagate.store.Outcome;
import java.util.Map;

/**
 * The meanings of the numbers that an operation's statement returns. The first three are the same for all: 0 done, 1 nonce used,
 * 2 retry; from 3 on they are the operation's own errors.
 */
final class Outcomes {
    private static final int DONE = 0;
    private static final int NONCE_USED = 1;
    private static final int RETRY = 2;
    private static final int REQUEST_MISMATCH = -1;
    private static final int NONCE_IN_USE = -2;
    private static final int FIRST_ERROR = 3;

    private final ErrorCode[] errors;

    Outcomes(ErrorCode... errors) {
        this.errors = errors.clone();
    }

    Outcome of(int number) {
        return of(number, Map.of());
    }

    Outcome of(int number, Map<String, Object> fields) {
        return switch (number) {
            case DONE -> fields.isEmpty() ? Outcome.Done.NOTHING_TO_TELL : new Outcome.Done(fields);
            case NONCE_USED -> new Outcome.Rejected(ErrorCode.NONCE_USED);
            case RETRY -> new Outcome.Retry();
            case NONCE_IN_USE -> new Outcome.NonceInUse();
            case REQUEST_MISMATCH -> new Outcome.Rejected(ErrorCode.CLIENT_TOKEN_MISMATCH);
            default -> new Outcome.Rejected(errors[number - FIRST_ERROR], fields);
        };
    }
}
