package dev.otagate.pipeline;

import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.Failure;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/** Reads the body of one request, up to a limit of bytes and of time. Confined to the event loop of its connection. */
final class BodyReader {
    private final Exchange exchange;
    private final UnverifiedRequests unverified;
    private final BodyLimit limits;
    private final boolean tooLarge;
    private final Vertx vertx;
    private final long timer;
    private final Buffer body = Buffer.buffer();
    private int limit;

    /** @param tooLarge whether the request's head announces more than the limit */
    BodyReader(Exchange exchange, UnverifiedRequests unverified, BodyLimit limits, boolean tooLarge, long timeoutMs) {
        this.exchange = exchange;
        this.unverified = unverified;
        this.limits = limits;
        this.tooLarge = tooLarge;
        this.limit = tooLarge ? limits.ofHead(exchange) : limits.ofAny();
        this.vertx = exchange.context().vertx();
        this.timer = vertx.setTimer(
                timeoutMs, fired -> exchange.run(() -> giveUp(body, Failure.of(ErrorCode.REQUEST_TIMEOUT))));
    }

    /** @param whole takes the body when it is read to its end */
    void read(Consumer<Buffer> whole) {
        HttpServerRequest request = exchange.http();
        request.handler(chunk -> exchange.run(() -> add(chunk)));
        request.exceptionHandler(gone -> vertx.cancelTimer(timer));
        request.endHandler(end -> exchange.run(() -> end(whole)));
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
        } else if (!unverified.reserve(exchange.http(), chunk.length())) {
            giveUp(beginning(chunk), Failure.of(ErrorCode.SERVICE_UNAVAILABLE));
        } else {
            body.appendBuffer(chunk);
        }
    }

    // The first bytes, which may have the action and the dialect if the head has not.
    private Buffer beginning(Buffer chunk) {
        int missing = Math.max(0, limits.ofAny() - body.length());
        return missing == 0 ? body : body.copy().appendBuffer(chunk.slice(0, Math.min(missing, chunk.length())));
    }

    private void end(Consumer<Buffer> whole) {
        vertx.cancelTimer(timer);
        if (unverified.isBroken(exchange.http())) {
            giveUp(body, Failure.of(ErrorCode.BAD_REQUEST));
        } else if (!exchange.hasResponse()) {
            whole.accept(body);
        }
    }

    private void giveUp(Buffer arrived, Failure failure) {
        vertx.cancelTimer(timer);
        if (!exchange.hasResponse()) {
            exchange.parameters(exchange.decode(arrived).all());
            exchange.rejectAndClose(failure);
        }
    }
}
