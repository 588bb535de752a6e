package dev.otagate.history;

import dev.otagate.metrics.Stage;
import java.time.Instant;
import java.util.Map;

/**
 * A request of the past, without signature.
 *
 * @param requestId as in the response
 * @param at when it arrived
 * @param address the client's
 * @param account the name of the key's account
 * @param operation empty if it is not in the catalogue
 * @param parameters the business parameters, cut
 * @param code empty for success
 * @param status of HTTP
 * @param durationNanos from its head to its response
 * @param stages the time in each stage, in nanoseconds
 */
public record RequestRecord(
        String requestId,
        Instant at,
        String address,
        String account,
        String accessKeyId,
        String operation,
        Map<String, String> parameters,
        String code,
        int status,
        long durationNanos,
        Map<Stage, Long> stages) {}
