package dev.otagate.operation;

import dev.otagate.failure.ErrorCode;
import dev.otagate.store.Outcome;
import java.util.Map;

/**
 * What the numbers mean by which an operation's statement tells outcomes. The first three are the same for all: 0 done, 1 nonce
 * used, 2 ask again; from 3 on they are refusals of the operation's own.
 */
final class Outcomes {
    private static final int DONE = 0;
    private static final int NONCE_USED = 1;
    private static final int ASK_AGAIN = 2;
    private static final int RETRY_MISMATCH = -1;
    private static final int ASK_ANEW = -2;
    private static final int FIRST_REFUSAL = 3;

    private final ErrorCode[] refusals;

    Outcomes(ErrorCode... refusals) {
        this.refusals = refusals.clone();
    }

    Outcome of(int number) {
        return of(number, Map.of());
    }

    Outcome of(int number, Map<String, Object> fields) {
        return switch (number) {
            case DONE -> fields.isEmpty() ? Outcome.Done.NOTHING_TO_TELL : new Outcome.Done(fields);
            case NONCE_USED -> new Outcome.Refused(ErrorCode.NONCE_USED);
            case ASK_AGAIN -> new Outcome.AskAgain();
            case ASK_ANEW -> new Outcome.AskAnew();
            case RETRY_MISMATCH -> new Outcome.Refused(ErrorCode.CLIENT_TOKEN_MISMATCH);
            default -> new Outcome.Refused(refusals[number - FIRST_REFUSAL], fields);
        };
    }
}
