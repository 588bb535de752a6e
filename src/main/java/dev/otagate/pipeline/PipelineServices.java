package dev.otagate.pipeline;

import dev.otagate.account.AccessKeyCache;
import dev.otagate.limit.ClusterRateLimiter;
import dev.otagate.limit.RateLimit;
import dev.otagate.limit.RejectionLimiter;
import dev.otagate.operation.OperationCatalogue;
import dev.otagate.store.StoreClient;
import java.time.Clock;
import java.util.function.BooleanSupplier;

/**
 * What the pipelines of all event loops share; every part is thread-safe.
 *
 * @param rateLimit the quota of an account that has none of its own
 * @param deadlineMs from a request's arrival; after it, the store does not begin with the request
 * @param timeoutMs from a request's arrival until it gets a response in any case
 * @param maxParameters of a request
 * @param maxUnverifiedBodyBytes of the body of a request that is no batch
 * @param maxBodyBytes of the body of a batch
 * @param answerResends whether the same signed change, sent again, gets its first response again
 * @param bodyTimeoutMs for a request's body to arrive
 * @param draining whether the gateway is about to stop
 */
public record PipelineServices(
        AccessKeyCache accessKeys,
        OperationCatalogue catalogue,
        ClusterRateLimiter limiter,
        RateLimit rateLimit,
        RejectionLimiter rejections,
        RecentNonces recentNonces,
        NoncesInProgress noncesInProgress,
        StoreClient store,
        long deadlineMs,
        long timeoutMs,
        boolean answerResends,
        int maxParameters,
        int maxUnverifiedBodyBytes,
        int maxBodyBytes,
        long bodyTimeoutMs,
        Clock clock,
        RequestLog requestLog,
        BooleanSupplier draining) {}
