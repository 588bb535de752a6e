package dev.otagate.http;

import dev.otagate.answer.Answer;
import dev.otagate.answer.Dialects;
import dev.otagate.answer.EncodedAnswer;
import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.Failure;
import dev.otagate.metrics.StageClock;
import dev.otagate.parameter.Parameters;
import dev.otagate.pipeline.RequestLog;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Answers what is not well-formed HTTP with a body that clients can read (contract: "Every answer, also the HTTP layer's own
 * 4xx and 5xx"), and closes the connection.
 */
final class InvalidRequestHandler implements Handler<HttpServerRequest> {
    private final RequestLog log;

    InvalidRequestHandler(RequestLog log) {
        this.log = log;
    }

    @Override
    public void handle(HttpServerRequest request) {
        StageClock clock = new StageClock();
        ErrorCode code = code(request.decoderResult().cause());
        String requestId = UUID.randomUUID().toString();
        Answer refusal = new Answer(requestId, "", () -> "", Optional.of(Failure.of(code)), Map.of());
        EncodedAnswer answer =
                new Dialects().encode(refusal, Parameters.of(Map.of("Format", "JSON")), request.headers()::get);
        request.response()
                .setStatusCode(code.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, answer.contentType())
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(answer.body())
                .onComplete(written -> request.connection().close());
        clock.stop();
        log.answered(request, refusal, "", false, clock);
    }

    private static ErrorCode code(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return ErrorCode.URI_TOO_LONG;
        }
        return cause instanceof TooLongHttpHeaderException ? ErrorCode.HEADERS_TOO_LARGE : ErrorCode.BAD_REQUEST;
    }
}
