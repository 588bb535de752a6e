package dev.otagate.pipeline;

import dev.otagate.account.AccessKey;
import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.Failure;
import dev.otagate.limit.Permit;
import dev.otagate.limit.RateLimit;
import dev.otagate.limit.RateLimitHeaders;
import dev.otagate.metrics.Stage;
import dev.otagate.metrics.StageClock;
import dev.otagate.operation.Operation;
import dev.otagate.parameter.CommonParameters;
import dev.otagate.parameter.Parameters;
import dev.otagate.response.Response;
import dev.otagate.store.IdempotencyKey;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One request on its way: what each stage made of it, set once by that stage and read by those after it. Confined to the
 * event loop of its connection.
 */
final class Exchange {
    private static final String KEY = Exchange.class.getName();
    // The longest name that DNS has.
    private static final int MAX_HOST = 253;

    private final RoutingContext context;
    private final ResponseWriter responses;
    private final String requestId;
    private final StageClock clock = new StageClock();
    private Buffer body = Buffer.buffer();
    private long receivedNanos;
    private boolean parsed;
    private Parameters query = Parameters.none();
    private Parameters parameters = Parameters.none();
    private CommonParameters common;
    private AccessKey accessKey;
    private Operation operation;
    private RateLimit rateLimit;
    private int permits;
    private int cost = 1;
    private UUID nonceHash;
    private boolean replay;
    private List<String> values;
    private IdempotencyKey idempotencyKey;
    private UUID repeatedRequestId;
    private boolean responded;
    private final List<Runnable> whenResponded = new ArrayList<>(2);

    private Exchange(RoutingContext context, ResponseWriter responses, String requestId) {
        this.context = context;
        this.responses = responses;
        this.requestId = requestId;
    }

    /** Begins the exchange of a request. */
    static Exchange begin(RoutingContext context, ResponseWriter responses, String requestId) {
        Exchange exchange = new Exchange(context, responses, requestId);
        context.put(KEY, exchange);
        return exchange;
    }

    /** The exchange that {@link #begin} put there. */
    static Exchange of(RoutingContext context) {
        return context.get(KEY);
    }

    void enter(Stage stage) {
        clock.enter(stage);
    }

    void reject(ErrorCode code) {
        reject(Failure.of(code));
    }

    void reject(Failure failure) {
        reject(failure, Map.of());
    }

    void reject(Failure failure, Map<String, Object> fields) {
        respond(Optional.of(failure), fields);
    }

    /** Rejects the request for want of a permit, and says in headers when there is one. */
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

    /** @param action run when this exchange has its response, at once if it has, also if nobody is there any more to read it */
    void onResponse(Runnable action) {
        if (responded) {
            action.run();
        } else {
            whenResponded.add(action);
        }
    }

    /** The response was written without the writer of responses, which failed. */
    void respondedByFailureHandler() {
        responded = true;
        whenResponded.forEach(Runnable::run);
    }

    void succeed(Map<String, Object> fields) {
        respond(Optional.empty(), fields);
    }

    // The first response counts: a failure after it has nobody left to tell.
    private void respond(Optional<Failure> failure, Map<String, Object> fields) {
        if (responded) {
            return;
        }
        responded = true;
        clock.enter(Stage.RESPOND);
        try {
            responses.write(this, new Response(responseRequestId(), operationName(), this::host, failure, fields));
        } catch (Throwable e) {
            // Nothing was written yet: the failure handler still has to response.
            responded = false;
            throw e;
        }
        whenResponded.forEach(Runnable::run);
    }

    private String responseRequestId() {
        return repeatedRequestId == null ? requestId : repeatedRequestId.toString();
    }

    private String host() {
        HostAndPort authority = context.request().authority();
        return authority == null
                ? ""
                : authority
                        .host()
                        .substring(0, Math.min(MAX_HOST, authority.host().length()));
    }

    RoutingContext context() {
        return context;
    }

    String requestId() {
        return requestId;
    }

    StageClock clock() {
        return clock;
    }

    boolean hasResponse() {
        return responded;
    }

    /** The operation's name, empty until it is found in the catalogue. */
    String operationName() {
        return operation == null ? "" : operation.name();
    }

    Buffer body() {
        return body;
    }

    void body(Buffer read) {
        body = read;
    }

    /** The request has arrived to its last octet. */
    void received() {
        receivedNanos = System.nanoTime();
    }

    /** When it had, by {@link System#nanoTime}. */
    long receivedNanos() {
        return receivedNanos;
    }

    /** Whether the parameters were decoded, well or badly. */
    boolean isParsed() {
        return parsed;
    }

    /** The parameters of the query alone. */
    Parameters query() {
        return query;
    }

    /** The parameters of query and form body together. */
    Parameters parameters() {
        return parameters;
    }

    void parameters(Parameters ofQuery, Parameters ofBoth) {
        parsed = true;
        query = ofQuery;
        parameters = ofBoth;
    }

    /** The value of a header, {@code null} if it is absent; several of one name are joined by commas. */
    String header(String name) {
        List<String> values = context.request().headers().getAll(name);
        return values.isEmpty() ? null : String.join(",", values);
    }

    CommonParameters common() {
        return common;
    }

    void common(CommonParameters checked) {
        common = checked;
    }

    /** Nothing until the key is found. */
    Optional<AccessKey> accessKey() {
        return Optional.ofNullable(accessKey);
    }

    void accessKey(AccessKey found) {
        accessKey = found;
    }

    Operation operation() {
        return operation;
    }

    void operation(Operation found) {
        operation = found;
    }

    UUID nonceHash() {
        return nonceHash;
    }

    void nonceHash(UUID hash) {
        nonceHash = hash;
    }

    /** Whether its nonce was used on this node, and the store may have the first response for it. */
    boolean isReplay() {
        return replay;
    }

    void replay() {
        replay = true;
    }

    /** The quota of the account. */
    RateLimit rateLimit() {
        return rateLimit;
    }

    void rateLimit(RateLimit ofAccount) {
        rateLimit = ofAccount;
    }

    /** The permits that it holds. */
    int permits() {
        return permits;
    }

    /** The permits that it takes, and its part of the database's work. */
    int cost() {
        return cost;
    }

    void permits(int held) {
        permits = held;
    }

    /** By what the first response is kept, where it is. */
    Optional<IdempotencyKey> idempotencyKey() {
        return Optional.ofNullable(idempotencyKey);
    }

    void idempotencyKey(IdempotencyKey key) {
        idempotencyKey = key;
    }

    /** Whether the response is that of an earlier request. */
    boolean isRepeated() {
        return repeatedRequestId != null;
    }

    /** The response is that of an earlier request, and carries its id. */
    void repeats(UUID firstRequestId) {
        repeatedRequestId = firstRequestId;
    }

    List<String> values() {
        return values;
    }

    void values(List<String> validated) {
        cost = operation().cost().applyAsInt(validated);
        values = validated;
    }
}
