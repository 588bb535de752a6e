package dev.otagate.pipeline;

import dev.otagate.account.AccessKey;
import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.Failure;
import dev.otagate.limit.Permit;
import dev.otagate.limit.RateLimitHeaders;
import dev.otagate.metrics.Stage;
import dev.otagate.metrics.StageClock;
import dev.otagate.operation.Operation;
import dev.otagate.parameter.Parameters;
import dev.otagate.response.Response;
import dev.otagate.store.Outcome;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One request and its one response: id, times, and what the response and the log line need. The stages pass all else on as
 * values. Confined to the event loop of its connection.
 */
final class Exchange {
    private static final String KEY = Exchange.class.getName();
    // The longest name that DNS has.
    private static final int MAX_HOST = 253;

    private final RoutingContext context;
    private final ResponseWriter responses;
    private final int maxParameters;
    private final String requestId = UUID.randomUUID().toString();
    private final StageClock clock = new StageClock();
    private final List<Runnable> whenResponded = new ArrayList<>(2);
    private Object request;
    private Optional<Parameters> parameters = Optional.empty();
    private String account = "";
    private Optional<AccessKey> key = Optional.empty();
    private Optional<Operation> operation = Optional.empty();
    private boolean responded;

    private Exchange(RoutingContext context, ResponseWriter responses, int maxParameters) {
        this.context = context;
        this.responses = responses;
        this.maxParameters = maxParameters;
        this.request = context.request();
    }

    /**
     * The exchange of a request, which begins now if it has not begun.
     *
     * @param maxParameters of query and form together
     */
    static Exchange begin(RoutingContext context, ResponseWriter responses, int maxParameters) {
        if (of(context) == null) {
            context.put(KEY, new Exchange(context, responses, maxParameters));
        }
        return of(context);
    }

    static Exchange of(RoutingContext context) {
        return context.get(KEY);
    }

    /** The value that the previous stage passed on; the HTTP request at first. */
    Object request() {
        return request;
    }

    /** Passes a value on; to be called by a {@link StageHandler}, which guarantees its type. */
    void next(Object passedOn) {
        request = passedOn;
        context.next();
    }

    /** Runs a callback outside of the router; if it throws, the failure handler responds. */
    void run(Runnable callback) {
        try {
            callback.run();
        } catch (Throwable e) {
            context.fail(e);
        }
    }

    void reject(ErrorCode code) {
        reject(Failure.of(code));
    }

    void reject(Failure failure) {
        respond(Optional.of(failure), Map.of(), Optional.empty());
    }

    /** Rejects a request that got no permit; headers contain the delay until the next one. */
    void throttle(Permit permit) {
        if (!responded) {
            RateLimitHeaders headers = RateLimitHeaders.of(permit);
            context.response()
                    .putHeader(HttpHeaders.RETRY_AFTER, headers.retryAfter())
                    .putHeader("RateLimit", headers.rateLimit())
                    .putHeader("RateLimit-Policy", headers.policy());
            reject(ErrorCode.THROTTLED);
        }
    }

    /** Rejects a request whose body is not read to its end: its connection cannot carry another one. An HTTP/2 stream can. */
    void rejectAndClose(Failure failure) {
        if (http().version() != HttpVersion.HTTP_2) {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        reject(failure);
    }

    void respond(Outcome outcome) {
        respond(outcome.error().map(Failure::of), outcome.fields(), outcome.firstRequestId());
    }

    // The first response counts.
    private void respond(Optional<Failure> failure, Map<String, Object> fields, Optional<UUID> firstRequestId) {
        if (responded) {
            return;
        }
        responded = true;
        clock.enter(Stage.RESPOND);
        String responseId = firstRequestId.map(UUID::toString).orElse(requestId);
        try {
            responses.write(
                    this,
                    new Response(responseId, operation.map(Operation::name).orElse(""), this::host, failure, fields),
                    firstRequestId.isPresent());
        } catch (Throwable e) {
            // Nothing is written yet, and the failure handler has to respond.
            responded = false;
            throw e;
        }
        whenResponded.forEach(Runnable::run);
    }

    /** The response was written without {@link ResponseWriter}, which failed. */
    void respondedByFailureHandler() {
        responded = true;
        whenResponded.forEach(Runnable::run);
    }

    /** @param action runs when this exchange has its response, at once if it has; also if the client is gone */
    void onResponse(Runnable action) {
        if (responded) {
            action.run();
        } else {
            whenResponded.add(action);
        }
    }

    boolean hasResponse() {
        return responded;
    }

    RoutingContext context() {
        return context;
    }

    HttpServerRequest http() {
        return context.request();
    }

    String requestId() {
        return requestId;
    }

    StageClock clock() {
        return clock;
    }

    /** The caller's name for the log, empty until it is known. */
    String account() {
        return account;
    }

    void account(String name) {
        account = name;
    }

    /** The key that the request names, once it is known; the signature may be wrong. */
    Optional<AccessKey> key() {
        return key;
    }

    void key(AccessKey named) {
        key = Optional.of(named);
    }

    Optional<Operation> operation() {
        return operation;
    }

    void operation(Operation called) {
        operation = Optional.of(called);
    }

    /** The parameters that are decoded so far; those of the query if none are. They choose the response's dialect and format. */
    Parameters parameters() {
        return parameters.orElseGet(() -> decode(Buffer.buffer()).all());
    }

    /** The parameters in the query and in a form, or in its first bytes. */
    RequestParameters decode(Buffer form) {
        return RequestParameters.decode(http(), form, maxParameters);
    }

    void parameters(Parameters decoded) {
        parameters = Optional.of(decoded);
    }

    /** The value of a header, {@code null} if it is absent; several of one name are joined by commas. */
    String header(String name) {
        List<String> values = http().headers().getAll(name);
        return values.isEmpty() ? null : String.join(",", values);
    }

    private String host() {
        HostAndPort authority = http().authority();
        String host = authority == null ? "" : authority.host();
        return host.substring(0, Math.min(MAX_HOST, host.length()));
    }
}
