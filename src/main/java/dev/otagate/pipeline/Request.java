package dev.otagate.pipeline;

import dev.otagate.account.Account;
import dev.otagate.limit.RateLimit;
import dev.otagate.operation.Operation;
import dev.otagate.parameter.CommonParameters;
import dev.otagate.parameter.Parameters;
import dev.otagate.store.IdempotencyKey;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A request as the stages pass it on: each value contains the value of an earlier stage, and what was found out since. */
interface Request {
    /**
     * A request that has arrived as a whole.
     *
     * @param body empty if there is none
     * @param arrivedNanos the {@link System#nanoTime} at which its last octet arrived
     */
    record Received(Buffer body, long arrivedNanos) {}

    /**
     * A well-formed request.
     *
     * @param query the parameters of the query alone
     * @param parameters those of query and form body together
     */
    record Parsed(Received received, Parameters query, Parameters parameters, CommonParameters common) {}

    /**
     * A request with a correct signature.
     *
     * @param nonceHash the hash of its nonce, as in the nonce ledger
     */
    record Verified(Parsed parsed, Account account, RateLimit quota, UUID nonceHash) {}

    /** A request for an operation of the catalogue. */
    record Known(Verified verified, Operation operation) {
        boolean isDryRun() {
            return operation.isDryRun(verified.parsed().parameters()::get);
        }
    }

    /**
     * A request whose parameters fulfil the rules of its operation.
     *
     * @param values the values of the operation's parameters in their order, {@code null} if absent
     * @param cost its permits, and its weight in the store's queue
     * @param dryRun whether nothing is to be changed
     * @param idempotencyKey the key of its stored response; empty if its response is not stored
     */
    record Valid(
            Verified verified,
            Operation operation,
            List<String> values,
            int cost,
            boolean dryRun,
            Optional<IdempotencyKey> idempotencyKey) {
        Valid with(IdempotencyKey key) {
            return new Valid(verified, operation, values, cost, dryRun, Optional.of(key));
        }
    }

    /**
     * A request that is no replay on this node, or one that may get a stored response.
     *
     * @param permits the permits that it takes; 0 if it is a replay
     */
    record Admitted(Valid valid, int permits) {}
}
