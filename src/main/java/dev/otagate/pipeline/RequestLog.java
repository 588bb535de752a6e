package dev.otagate.pipeline;

import dev.otagate.metrics.RequestMetrics;
import dev.otagate.metrics.Stage;
import dev.otagate.metrics.StageClock;
import dev.otagate.response.Response;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Logs one line for each request, and counts it. A line has no parameter, no signature, and no message, which may hold a string to sign.
 *
 * @param enabled whether a line is logged; requests are counted in any case
 */
public record RequestLog(boolean enabled, RequestMetrics metrics, ClientAddress clients) {
    private static final Logger LOG = LoggerFactory.getLogger("dev.otagate.request");

    /**
     * Records the response to a request.
     *
     * @param account the caller's name, empty if it is not known
     * @param repeated whether the response, with its id, is that of an earlier request
     * @param clock stopped
     */
    public void responded(
            HttpServerRequest request, Response response, String account, boolean repeated, StageClock clock) {
        String code = response.failure().map(failure -> failure.code().code()).orElse("");
        metrics.responded(response.action(), code, clock);
        if (!repeated && response.failure().isEmpty()) {
            metrics.created(modulesCreated(response));
        }
        if (!enabled) {
            return;
        }
        LoggingEventBuilder line = LOG.atInfo()
                .addKeyValue("requestId", response.requestId())
                .addKeyValue("action", response.action())
                .addKeyValue("account", account)
                .addKeyValue("client", clients.of(request))
                .addKeyValue("code", code)
                .addKeyValue("totalUs", micros(clock.totalNanos()));
        if (repeated) {
            line = line.addKeyValue("repeated", true);
        }
        for (Stage stage : Stage.values()) {
            long nanos = clock.nanos(stage);
            if (nanos > 0) {
                line = line.addKeyValue(stage.label() + "Us", micros(nanos));
            }
        }
        line.log("request");
    }

    private static int modulesCreated(Response response) {
        return switch (response.action()) {
            case "CreateOTAModule" -> 1;
            case "BatchCreateOTAModule" ->
                (int) ((List<?>) response.fields().get("data"))
                        .stream()
                                .filter(module -> Boolean.TRUE.equals(((Map<?, ?>) module).get("success")))
                                .count();
            default -> 0;
        };
    }

    private static long micros(long nanos) {
        return TimeUnit.NANOSECONDS.toMicros(nanos);
    }
}
