package dev.otagate.pipeline;

import dev.otagate.response.Dialects;
import dev.otagate.response.EncodedResponse;
import dev.otagate.response.Response;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.function.BooleanSupplier;

/**
 * Writes the response of an exchange in the client's dialect and format, logs it and counts it.
 *
 * @param draining whether connections are closed after their response, so that a load balancer opens its next ones elsewhere
 */
record ResponseWriter(RequestLog log, RequestRecorder recorder, Dialects dialects, BooleanSupplier draining) {
    private static final long NO_ERROR = 0;

    /** @param repeated whether the response is the stored one of an earlier request */
    void write(Exchange exchange, Response response, boolean repeated) {
        EncodedResponse encoded = dialects.encode(response, exchange.parameters(), exchange::header);
        HttpServerResponse http = exchange.context().response();
        if (!http.closed() && !http.ended()) {
            http.setStatusCode(response.status());
            http.putHeader(HttpHeaders.CONTENT_TYPE, encoded.contentType());
            // Vert.x sets no length for a response to HEAD.
            http.putHeader(
                    HttpHeaders.CONTENT_LENGTH, Integer.toString(encoded.body().length()));
            if (response.isOverload()) {
                http.putHeader(HttpHeaders.RETRY_AFTER, Response.RETRY_AFTER_SECONDS);
            }
            if (repeated) {
                http.putHeader("Idempotent-Replayed", "true");
            }
            recorder.addTiming(exchange);
            end(exchange.http(), encoded.body());
        }
        exchange.clock().stop();
        log.responded(exchange.http(), response, exchange.account(), repeated, exchange.clock());
        recorder.responded(exchange, response);
    }

    // HTTP/2 has no header for this: GOAWAY rejects new streams, and those in progress go on.
    private void end(HttpServerRequest request, Buffer body) {
        boolean leaves = draining.getAsBoolean();
        boolean http2 = request.version() == HttpVersion.HTTP_2;
        if (leaves && !http2) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        request.response().end(body);
        if (leaves && http2) {
            request.connection().goAway(NO_ERROR, Integer.MAX_VALUE);
        }
    }
}
