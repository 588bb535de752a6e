package dev.otagate.http;

import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.Failure;
import dev.otagate.metrics.StageClock;
import dev.otagate.parameter.FormDecoder;
import dev.otagate.parameter.Parameters;
import dev.otagate.pipeline.RequestLog;
import dev.otagate.response.Dialects;
import dev.otagate.response.EncodedResponse;
import dev.otagate.response.Response;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Rejects malformed HTTP with a body in the client's dialect (contract: "Every response, also the HTTP layer's own 4xx and 5xx"), and
 * closes the connection.
 */
final class InvalidRequestHandler implements Handler<HttpServerRequest> {
    private final RequestLog log;
    private final Dialects dialects;
    private final int maxParameters;

    InvalidRequestHandler(RequestLog log, Dialects dialects, int maxParameters) {
        this.log = log;
        this.dialects = dialects;
        this.maxParameters = maxParameters;
    }

    @Override
    public void handle(HttpServerRequest request) {
        reject(request, code(request.decoderResult().cause()));
    }

    /** Responds with an error to a request that no other handler has seen. */
    void reject(HttpServerRequest request, ErrorCode code) {
        StageClock clock = new StageClock();
        Parameters query = query(request);
        String requestId = UUID.randomUUID().toString();
        Response rejection = new Response(requestId, "", () -> "", Optional.of(Failure.of(code)), Map.of());
        EncodedResponse encoded = dialects.encode(rejection, query, request.headers()::get);
        HttpServerResponse response = request.response()
                .setStatusCode(rejection.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, encoded.contentType());
        if (request.version() != HttpVersion.HTTP_2) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        if (rejection.isOverload()) {
            response.putHeader(HttpHeaders.RETRY_AFTER, Response.RETRY_AFTER_SECONDS);
        }
        response.end(encoded.body());
        clock.stop();
        log.responded(request, rejection, "", false, clock);
    }

    // The query selects the dialect; the default is JSON, which most clients read.
    private Parameters query(HttpServerRequest request) {
        if (request.query() == null) {
            return Parameters.of(Map.of("Format", "JSON"));
        }
        FormDecoder decoder = new FormDecoder(maxParameters);
        decoder.add(request.query().getBytes(StandardCharsets.ISO_8859_1));
        return decoder.parameters();
    }

    private static ErrorCode code(Throwable cause) {
        if (cause instanceof RejectedRequest rejected) {
            return rejected.code();
        }
        if (cause instanceof TooLongHttpLineException) {
            return ErrorCode.URI_TOO_LONG;
        }
        return cause instanceof TooLongHttpHeaderException ? ErrorCode.HEADERS_TOO_LARGE : ErrorCode.BAD_REQUEST;
    }
}
