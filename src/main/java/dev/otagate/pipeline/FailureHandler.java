package dev.otagate.pipeline;

import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.FatalErrors;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what the router rejects by itself, such as a request without a Host, and what no handler foresaw: the client learns
 * the request id, the log the cause.
 */
final class FailureHandler implements Handler<RoutingContext> {
    private static final Logger LOG = LoggerFactory.getLogger(FailureHandler.class);

    private final ResponseWriter responses;
    private final RequestIds requestIds;

    FailureHandler(ResponseWriter responses, RequestIds requestIds) {
        this.responses = responses;
        this.requestIds = requestIds;
    }

    @Override
    public void handle(RoutingContext context) {
        FatalErrors.haltIfFatal(context.failure());
        Exchange exchange = Exchange.of(context);
        if (exchange == null) {
            exchange = Exchange.begin(context, responses, requestIds.next());
        }
        if (context.statusCode() >= 400 && context.statusCode() < 500) {
            boolean supported = ReceiveHandler.isSupported(context.request().method());
            exchange.reject(supported ? ErrorCode.BAD_REQUEST : ErrorCode.UNSUPPORTED_HTTP_METHOD);
            return;
        }
        LOG.atError()
                .addKeyValue("requestId", exchange.requestId())
                .setCause(context.failure())
                .log("a request failed unexpectedly");
        try {
            exchange.reject(ErrorCode.SYSTEM_EXCEPTION);
        } catch (Throwable e) {
            FatalErrors.haltIfFatal(e);
            LOG.atError()
                    .addKeyValue("requestId", exchange.requestId())
                    .setCause(e)
                    .log("an error has no response");
            lastResort(exchange);
        }
    }

    // What failed may be the writer of responses itself.
    private static void lastResort(Exchange exchange) {
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
