package dev.otagate.pipeline;

import dev.otagate.account.AccessKey;
import dev.otagate.answer.Answer;
import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.Failure;
import dev.otagate.metrics.Stage;
import dev.otagate.metrics.StageClock;
import dev.otagate.operation.Operation;
import dev.otagate.parameter.CommonParameters;
import dev.otagate.parameter.Parameters;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One request on its way: what each stage made of it, set once by that stage and read by those after it. Confined to the
 * event loop of its connection.
 */
final class Exchange {
    private static final String KEY = Exchange.class.getName();

    private final RoutingContext context;
    private final AnswerWriter answers;
    private final String requestId;
    private final StageClock clock = new StageClock();
    private Buffer body = Buffer.buffer();
    private Parameters parameters = Parameters.none();
    private CommonParameters common;
    private AccessKey accessKey;
    private Operation operation;
    private UUID nonceHash;
    private boolean replay;
    private List<String> values;
    private boolean answered;

    private Exchange(RoutingContext context, AnswerWriter answers, String requestId) {
        this.context = context;
        this.answers = answers;
        this.requestId = requestId;
    }

    /** Begins the exchange of a request. */
    static Exchange begin(RoutingContext context, AnswerWriter answers, String requestId) {
        Exchange exchange = new Exchange(context, answers, requestId);
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

    void refuse(ErrorCode code) {
        refuse(Failure.of(code));
    }

    void refuse(Failure failure) {
        answer(Optional.of(failure));
    }

    void succeed() {
        answer(Optional.empty());
    }

    // The first answer counts: a failure after it has nobody left to tell.
    private void answer(Optional<Failure> failure) {
        if (answered) {
            return;
        }
        answered = true;
        clock.enter(Stage.ANSWER);
        answers.write(this, new Answer(requestId, operationName(), failure));
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

    boolean isAnswered() {
        return answered;
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

    Parameters parameters() {
        return parameters;
    }

    void parameters(Parameters decoded) {
        parameters = decoded;
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

    /** Whether this node has already asked the store with that nonce. */
    boolean isReplay() {
        return replay;
    }

    void nonce(UUID hash, boolean seen) {
        nonceHash = hash;
        replay = seen;
    }

    List<String> values() {
        return values;
    }

    void values(List<String> validated) {
        values = validated;
    }
}
