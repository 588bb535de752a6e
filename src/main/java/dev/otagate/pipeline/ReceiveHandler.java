package dev.otagate.pipeline;

import dev.otagate.failure.ErrorCode;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/** Begins the exchange and gives it its id; rejects other methods than GET and POST, and other paths than {@code /}. */
final class ReceiveHandler implements Handler<RoutingContext> {
    private final ResponseWriter responses;
    private final RequestIds requestIds;

    ReceiveHandler(ResponseWriter responses, RequestIds requestIds) {
        this.responses = responses;
        this.requestIds = requestIds;
    }

    @Override
    public void handle(RoutingContext context) {
        Exchange exchange = Exchange.begin(context, responses, requestIds.next());
        boolean rejected = !isSupported(context.request().method())
                || !isRoot(context.request().path());
        if (rejected && context.request().headers().contains(HttpHeaders.EXPECT)) {
            // Whether the client sends the body after this is not known.
            LastResponse.announce(context);
        }
        if (!isSupported(context.request().method())) {
            exchange.reject(ErrorCode.UNSUPPORTED_HTTP_METHOD);
        } else if (!isRoot(context.request().path())) {
            exchange.reject(ErrorCode.UNKNOWN_ACTION);
        } else {
            context.next();
        }
    }

    static boolean isSupported(HttpMethod method) {
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.POST);
    }

    private static boolean isRoot(String path) {
        return path == null || path.isEmpty() || path.equals("/");
    }
}
