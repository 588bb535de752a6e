package dev.otagate.pipeline;

import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.Failure;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Rejects other methods than GET and POST, and other paths than {@code /}. */
final class ReceiveHandler implements StageHandler<HttpServerRequest, HttpServerRequest> {
    @Override
    public void handle(Exchange exchange, HttpServerRequest request) {
        if (!Pipeline.METHODS.contains(request.method())) {
            reject(exchange, ErrorCode.UNSUPPORTED_HTTP_METHOD);
        } else if (!isRoot(request.path())) {
            reject(exchange, ErrorCode.UNKNOWN_ACTION);
        } else {
            next(exchange, request);
        }
    }

    // A client that sent Expect may or may not send its body after this response.
    private static void reject(Exchange exchange, ErrorCode code) {
        if (exchange.http().headers().contains(HttpHeaders.EXPECT)) {
            exchange.rejectAndClose(Failure.of(code));
        } else {
            exchange.reject(code);
        }
    }

    private static boolean isRoot(String path) {
        return path == null || path.isEmpty() || path.equals("/");
    }
}
