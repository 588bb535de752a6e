package dev.otagate.store;

import java.util.List;
import java.util.UUID;

/**
 * One request as the store takes it. Immutable; crosses the event bus by reference.
 *
 * @param statement what is to be done
 * @param nonceHash the request's nonce, see {@code NonceHash}
 * @param accountId the caller
 * @param values the operation's parameters in their declared order; an element is {@code null} where it is absent
 * @param deadlineNanos the {@link System#nanoTime} after which nobody waits for it any more
 */
public record StoreCommand(
        StoreStatement statement, UUID nonceHash, long accountId, List<String> values, long deadlineNanos) {}
