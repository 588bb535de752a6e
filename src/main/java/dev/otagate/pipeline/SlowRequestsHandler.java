package dev.otagate.pipeline;

import dev.otagate.failure.ErrorCode;
import java.util.HashMap;
import java.util.Map;

/**
 * Bounds the slow requests of an account that are in progress on an event loop. Runs before validation, because validating a hundred
 * modules takes longer than all other stages.
 */
final class SlowRequestsHandler implements StageHandler<Request.Known, Request.Known> {
    // About as many batches as the store's queue accepts from one account.
    private static final int MAX_OF_ACCOUNT = 64;

    private final Map<Long, Integer> inProgress = new HashMap<>();

    @Override
    public void handle(Exchange exchange, Request.Known request) {
        if (request.isDryRun() || request.operation().statement().isSlow()) {
            long account = request.verified().account().id();
            if (inProgress.getOrDefault(account, 0) >= MAX_OF_ACCOUNT) {
                exchange.reject(ErrorCode.SERVICE_UNAVAILABLE);
                return;
            }
            inProgress.merge(account, 1, Integer::sum);
            exchange.onResponse(
                    () -> inProgress.computeIfPresent(account, (id, count) -> count == 1 ? null : count - 1));
        }
        next(exchange, request);
    }
}
