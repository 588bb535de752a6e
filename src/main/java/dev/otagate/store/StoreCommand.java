package dev.otagate.store;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One request to the store. Immutable; crosses the event bus by reference.
 *
 * @param nonceHash see {@code NonceHash}
 * @param accountId the caller's
 * @param idempotencyKey there if and only if the statement stores responses
 * @param values the operation's parameters in their declared order; {@code null} if absent
 * @param cost its part of the database's work, at least 1: the modules of a batch
 * @param deadlineNanos the {@link System#nanoTime} after which it is rejected
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

    /** Its part of the queue, by cost or by memory. */
    int weight() {
        int characters = 0;
        for (String value : values) {
            characters += value == null ? 0 : value.length();
        }
        return Math.max(cost, characters / CHARACTERS_A_UNIT);
    }
}
