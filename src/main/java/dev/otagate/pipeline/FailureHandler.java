package dev.otagate.pipeline;

import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.FatalErrors;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Responds to what the router itself rejects, such as a request without a Host, and to unexpected errors: the response has the request
 * id, the log has the cause.
 */
record FailureHandler(Function<RoutingContext, Exchange> begin) implements Handler<RoutingContext> {
    private static final Logger LOG = LoggerFactory.getLogger(FailureHandler.class);

    @Override
    public void handle(RoutingContext context) {
        FatalErrors.haltIfFatal(context.failure());
        Exchange exchange = begin.apply(context);
        if (context.statusCode() >= 400 && context.statusCode() < 500) {
            boolean supported = Pipeline.METHODS.contains(context.request().method());
            exchange.reject(supported ? ErrorCode.BAD_REQUEST : ErrorCode.UNSUPPORTED_HTTP_METHOD);
            return;
        }
        log(exchange, context.failure(), "a request failed unexpectedly");
        try {
            exchange.reject(ErrorCode.SYSTEM_EXCEPTION);
        } catch (Throwable e) {
            FatalErrors.haltIfFatal(e);
            log(exchange, e, "an error has no response");
            respondWithoutWriter(exchange);
        }
    }

    private static void log(Exchange exchange, Throwable cause, String message) {
        LOG.atError()
                .addKeyValue("requestId", exchange.requestId())
                .setCause(cause)
                .log(message);
    }

    private static void respondWithoutWriter(Exchange exchange) {
        HttpServerResponse response = exchange.context().response();
        if (!response.headWritten() && !response.closed()) {
            ErrorCode code = ErrorCode.SYSTEM_EXCEPTION;
            response.setStatusCode(code.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end("{\"code\":\"" + code.code() + "\",\"errorMessage\":\"" + code.message()
                            + "\",\"requestId\":\"" + exchange.requestId() + "\",\"success\":false}");
        }
        exchange.respondedByFailureHandler();
    }
}
