package dev.otagate.pipeline;

import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.Failure;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/**
 * Reads a request's body as it is, up to a limit of bytes and of time. Vert.x Web's own handler decodes forms leniently,
 * which a signature over the exact parameters does not allow.
 */
final class BodyHandler implements Handler<RoutingContext> {
    private static final long LINGER_MS = 500;

    private final UnverifiedRequests unverified;
    private final int maxBytes;
    private final long timeoutMs;

    /** @param unverified is charged for what arrives */
    BodyHandler(UnverifiedRequests unverified, int maxBytes, long timeoutMs) {
        this.unverified = unverified;
        this.maxBytes = maxBytes;
        this.timeoutMs = timeoutMs;
    }

    @Override
    public void handle(RoutingContext context) {
        if (hasBody(context.request())) {
            read(context);
        } else {
            context.next();
        }
    }

    private void read(RoutingContext context) {
        Exchange exchange = Exchange.of(context);
        HttpServerRequest request = context.request();
        Buffer body = Buffer.buffer();
        boolean tooLarge = announcedBytes(request) > maxBytes;
        long timer = context.vertx()
                .setTimer(timeoutMs, fired -> giveUp(exchange, body, Failure.of(ErrorCode.REQUEST_TIMEOUT)));
        request.handler(chunk -> {
            if (exchange.isAnswered()) {
                return;
            }
            boolean fits = !tooLarge && body.length() + chunk.length() <= maxBytes;
            if (fits && unverified.reserve(request, chunk.length())) {
                body.appendBuffer(chunk);
                return;
            }
            context.vertx().cancelTimer(timer);
            // The beginning of the body may name the dialect of the response.
            Buffer arrived = body.length() == 0 ? chunk : body;
            giveUp(
                    exchange,
                    arrived,
                    fits
                            ? Failure.of(ErrorCode.SERVICE_UNAVAILABLE)
                            : Failure.of(ErrorCode.BODY_TOO_LARGE, Integer.toString(maxBytes)));
        });
        request.exceptionHandler(gone -> context.vertx().cancelTimer(timer));
        request.endHandler(end -> {
            context.vertx().cancelTimer(timer);
            if (!exchange.isAnswered()) {
                exchange.body(body);
                context.next();
            }
        });
    }

    // The rest of the body is dropped unread, so the connection cannot carry another request. It is closed a little
    // later: a client that still sends would otherwise lose the answer with it.
    private static void giveUp(Exchange exchange, Buffer arrived, Failure failure) {
        if (!exchange.isAnswered()) {
            exchange.body(arrived);
            RoutingContext context = exchange.context();
            if (context.request().version() != HttpVersion.HTTP_2) {
                context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
                context.addEndHandler(ended -> context.vertx()
                        .setTimer(
                                LINGER_MS,
                                fired -> context.request().connection().close()));
            }
            exchange.refuse(failure);
        }
    }

    // The HTTP decoder has refused lengths that are no numbers.
    private static long announcedBytes(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length.trim());
    }

    // HTTP/1 announces a body by a header; over HTTP/2 it may come unannounced.
    private static boolean hasBody(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            return !request.isEnded();
        }
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || length != null && !length.equals("0");
    }
}
