package dev.otagate.pipeline;

import dev.otagate.account.AccessKeyCache;
import dev.otagate.limit.ClusterRateLimiter;
import dev.otagate.limit.RateLimit;
import dev.otagate.limit.RejectionLimiter;
import dev.otagate.operation.OperationCatalogue;
import dev.otagate.response.Dialects;
import dev.otagate.store.StoreClient;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What the pipelines of all event loops share; every part is thread-safe.
 *
 * @param rateLimit the default quota of an account
 * @param deadlineMs the time from a request's arrival after which the store does not begin with it
 * @param timeoutMs the time from a request's arrival after which it gets an error response
 * @param maxParameters the most parameters of query and form together
 * @param maxUnverifiedBodyBytes the limit on the body of a request that is no batch
 * @param maxBodyBytes the limit on the body of a batch
 * @param answerResends whether a resend of a signed change gets the stored response
 * @param bodyTimeoutMs the timeout of reading a body
 * @param hints explains wrong signatures in the responses to them, if this is switched on
 * @param draining whether the gateway shuts down
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
        RequestRecorder recorder,
        Optional<MismatchHints> hints,
        Dialects dialects,
        BooleanSupplier draining) {}
