package dev.otagate.pipeline;

import dev.otagate.account.AccessKey;
import dev.otagate.diagnosis.SignedRequest;
import dev.otagate.history.RejectedRequests;
import dev.otagate.history.RejectedRequests.RejectedRequest;
import dev.otagate.history.RelayToken;
import dev.otagate.history.RequestHistory;
import dev.otagate.history.RequestRecord;
import dev.otagate.metrics.Stage;
import dev.otagate.metrics.StageClock;
import dev.otagate.operation.Operation;
import dev.otagate.operation.OperationCatalogue;
import dev.otagate.parameter.Acs3Headers;
import dev.otagate.parameter.Parameters;
import dev.otagate.response.Response;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Keeps the last requests in memory, and adds the times of their stages to responses. Thread-safe.
 *
 * @param catalogue names the operation of a request that was rejected before it was looked up
 * @param serverTiming whether each response has the times, and not only those to the console's relay
 */
public record RequestRecorder(
        RequestHistory history,
        RejectedRequests rejected,
        RelayToken relay,
        OperationCatalogue catalogue,
        boolean serverTiming,
        ClientAddress clients) {
    private static final int MAX_SUMMARY = 64;
    private static final int MAX_KEY_ID = 128;

    /** Adds the header {@code Server-Timing} if it is asked for. */
    void addTiming(Exchange exchange) {
        if (serverTiming || relay.matches(exchange.http().getHeader(RelayToken.HEADER))) {
            exchange.context().response().putHeader("Server-Timing", timing(exchange.clock()));
        }
    }

    private static String timing(StageClock clock) {
        StringBuilder timing = new StringBuilder();
        for (Stage stage : Stage.values()) {
            if (clock.nanos(stage) > 0) {
                timing.append(stage.label())
                        .append(";dur=")
                        .append(millis(clock.nanos(stage)))
                        .append(", ");
            }
        }
        return timing.append("total;dur=").append(millis(clock.totalNanos())).toString();
    }

    private static double millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMicros(nanos) / 1_000.0;
    }

    /** Keeps a request that names an access key. The clock of the exchange is stopped. */
    void responded(Exchange exchange, Response response) {
        if (history.isOn()) {
            Parameters parameters = exchange.parameters();
            String keyId = exchange.key()
                    .map(AccessKey::id)
                    .orElseGet(() -> cut(claimedKeyId(exchange, parameters), MAX_KEY_ID));
            if (!keyId.isEmpty()) {
                history.add(recorded(exchange, parameters, keyId, response));
            }
        }
    }

    private static String claimedKeyId(Exchange exchange, Parameters parameters) {
        String authorization = exchange.header("authorization");
        return Acs3Headers.isScheme(authorization)
                ? Acs3Headers.credential(authorization)
                : parameters.getOrEmpty("AccessKeyId");
    }

    private Optional<Operation> operation(Exchange exchange, Parameters parameters) {
        String action = exchange.header("x-acs-action");
        return exchange.operation()
                .or(() -> catalogue.named(action == null ? parameters.getOrEmpty("Action") : action));
    }

    private RequestRecord recorded(Exchange exchange, Parameters parameters, String keyId, Response response) {
        Optional<Operation> operation = operation(exchange, parameters);
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        operation.map(Operation::allParameters).orElseGet(Stream::empty).forEach(parameter -> {
            String value = parameters.get(parameter.name());
            if (value != null) {
                names.add(parameter.name());
                values.add(cut(value, RequestHistory.MAX_VALUE));
            }
        });
        return new RequestRecord(
                response.requestId(),
                System.currentTimeMillis(),
                clients.of(exchange.http()),
                exchange.key().map(key -> key.account().name()).orElse(""),
                keyId,
                !exchange.account().isEmpty(),
                operation.map(Operation::name).orElse(""),
                names,
                values,
                response.failure().map(failure -> failure.code().code()).orElse(""),
                response.status(),
                exchange.clock());
    }

    private static String cut(String text, int max) {
        return text.length() <= max ? text : text.substring(0, max) + "…";
    }

    /** Keeps a request with a wrong signature, and returns it as it was sent. */
    SignedRequest mismatch(Exchange exchange, Request.Parsed request, AccessKey key) {
        HttpServerRequest http = exchange.http();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        http.headers().names().forEach(name -> headers.put(name, exchange.header(name)));
        headers.remove(RelayToken.HEADER);
        // HTTP/2 has no header Host.
        headers.computeIfAbsent("host", name -> String.valueOf(http.authority()));
        SignedRequest signed = new SignedRequest(
                http.method().name(),
                http.path() == null ? "/" : http.path(),
                http.query() == null ? "" : http.query(),
                headers,
                request.received().body().toString(StandardCharsets.ISO_8859_1));
        if (history.isOn()) {
            rejected.add(new RejectedRequest(
                    exchange.requestId(),
                    Instant.now(),
                    clients.of(http),
                    key.account().name(),
                    key.id(),
                    cut(request.common().action(), MAX_SUMMARY),
                    signed));
        }
        return signed;
    }
}
