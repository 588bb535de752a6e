package dev.otagate.pipeline;

import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.Failure;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** Reads the body of one request, up to a limit of bytes and of time. Confined to the event loop of its connection. */
final class BodyReader {
    private final Exchange exchange;
    private final RoutingContext context;
    private final UnverifiedRequests unverified;
    private final BodyLimit limits;
    private final boolean tooLarge;
    private final long timer;
    private final Buffer body = Buffer.buffer();
    private int limit;

    /** @param tooLarge whether the request's head announces more than the limit */
    BodyReader(Exchange exchange, UnverifiedRequests unverified, BodyLimit limits, boolean tooLarge, long timeoutMs) {
        this.exchange = exchange;
        this.context = exchange.context();
        this.unverified = unverified;
        this.limits = limits;
        this.tooLarge = tooLarge;
        this.limit = tooLarge ? limits.ofHead(exchange) : limits.few();
        this.timer = context.vertx().setTimer(timeoutMs, fired -> giveUp(body, Failure.of(ErrorCode.REQUEST_TIMEOUT)));
    }

    /** Begins to read; the next handler follows when the body is whole. */
    void read() {
        HttpServerRequest request = context.request();
        request.handler(chunk -> Guard.run(context, () -> add(chunk)));
        request.exceptionHandler(gone -> context.vertx().cancelTimer(timer));
        request.endHandler(end -> Guard.run(context, this::end));
    }

    private void add(Buffer chunk) {
        if (exchange.hasResponse()) {
            return;
        }
        long length = (long) body.length() + chunk.length();
        if (!tooLarge && length > limit) {
            limit = Math.max(limit, limits.of(exchange, beginning(chunk)));
        }
        if (tooLarge || length > limit) {
            giveUp(beginning(chunk), Failure.of(ErrorCode.BODY_TOO_LARGE, Integer.toString(limit)));
        } else if (!unverified.reserve(context.request(), chunk.length())) {
            giveUp(beginning(chunk), Failure.of(ErrorCode.SERVICE_UNAVAILABLE));
        } else {
            body.appendBuffer(chunk);
        }
    }

    // The first bytes, which name the action and the dialect if the head does not.
    private Buffer beginning(Buffer chunk) {
        int missing = Math.max(0, limits.few() - body.length());
        return missing == 0 ? body : body.copy().appendBuffer(chunk.slice(0, Math.min(missing, chunk.length())));
    }

    private void end() {
        context.vertx().cancelTimer(timer);
        if (unverified.isBroken(context.request())) {
            giveUp(body, Failure.of(ErrorCode.BAD_REQUEST));
        } else if (!exchange.hasResponse()) {
            exchange.body(body);
            context.next();
        }
    }

    // The beginning of the body may name the dialect of the response.
    private void giveUp(Buffer arrived, Failure failure) {
        context.vertx().cancelTimer(timer);
        if (!exchange.hasResponse()) {
            exchange.body(arrived);
            LastResponse.announce(context);
            exchange.reject(failure);
        }
    }
}
