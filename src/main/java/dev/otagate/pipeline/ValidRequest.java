package dev.otagate.pipeline;

import dev.otagate.operation.Operation;
import dev.otagate.store.IdempotencyKey;
import java.util.List;
import java.util.Optional;

/**
 * A request whose parameters fulfil the rules of its operation.
 *
 * @param values the values of the operation's parameters in their order, {@code null} if absent
 * @param cost its permits, and its weight in the store's queue
 * @param idempotencyKey the key of its stored response; empty if its response is not stored
 */
record ValidRequest(
        VerifiedRequest verified,
        Operation operation,
        List<String> values,
        int cost,
        Optional<IdempotencyKey> idempotencyKey) {

    static ValidRequest of(OperationRequest request, List<String> values) {
        Operation operation = request.operation();
        return new ValidRequest(
                request.verified(), operation, values, operation.cost().applyAsInt(values), Optional.empty());
    }

    ValidRequest with(IdempotencyKey key) {
        return new ValidRequest(verified, operation, values, cost, Optional.of(key));
    }
}
