package dev.otagate.store;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One request to the store. Immutable; crosses the event bus by reference.
 *
 * @param nonceHash see {@code RequestHashes}
 * @param accountId the account of the caller
 * @param idempotencyKey present if the statement stores responses, else empty
 * @param values the operation's parameters in their declared order; {@code null} if absent
 * @param cost the amount of work for the database, at least 1: the modules of a batch
 * @param deadlineNanos the {@link System#nanoTime} from which it is rejected
 */
public record StoreCommand(
        StoreStatement statement,
        UUID nonceHash,
        long accountId,
        Optional<IdempotencyKey> idempotencyKey,
        List<String> values,
        int cost,
        long deadlineNanos) {
    private static final int CHARACTERS_A_UNIT = 1_024;

    /** Its weight in the queue, by cost or by memory. */
    int weight() {
        int characters = 0;
        for (String value : values) {
            characters += value == null ? 0 : value.length();
        }
        return Math.max(cost, characters / CHARACTERS_A_UNIT);
    }
}
