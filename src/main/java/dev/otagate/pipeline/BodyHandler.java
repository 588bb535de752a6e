package dev.otagate.pipeline;

import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.Failure;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads a request's body as octets, unless its head shows that it will be rejected. Vert.x Web's own handler decodes forms leniently,
 * which a signature over the exact parameters does not allow.
 *
 * @param unverified the budget of the bytes that arrive
 */
record BodyHandler(UnverifiedRequests unverified, BodyLimit limits, long timeoutMs)
        implements StageHandler<HttpServerRequest, Request.Received> {
    private static final String CONTINUE = "100-continue";

    @Override
    public void handle(Exchange exchange, HttpServerRequest request) {
        List<String> expectations = expectations(request);
        if (!Set.of(CONTINUE).containsAll(expectations)) {
            exchange.rejectAndClose(Failure.of(ErrorCode.UNKNOWN_EXPECTATION));
        } else if (!hasBody(request)) {
            next(exchange, new Request.Received(Buffer.buffer(), System.nanoTime()));
        } else {
            readOrReject(exchange, request, !expectations.isEmpty());
        }
    }

    private void readOrReject(Exchange exchange, HttpServerRequest request, boolean waits) {
        long announced = announcedBytes(request);
        boolean tooLarge = announced > limits.ofAny() && announced > limits.ofHead(exchange);
        if (isCompressed(request)) {
            exchange.rejectAndClose(Failure.of(ErrorCode.COMPRESSED_BODY));
        } else if (waits && tooLarge) {
            exchange.rejectAndClose(Failure.of(ErrorCode.BODY_TOO_LARGE, Integer.toString(limits.ofHead(exchange))));
        } else {
            new BodyReader(exchange, unverified, limits, tooLarge, timeoutMs)
                    .read(body -> next(exchange, new Request.Received(body, System.nanoTime())));
            if (waits) {
                request.response().writeContinue();
            }
        }
    }

    // RFC 9110, 10.1.1: HTTP/1.0 has no expectations.
    private static List<String> expectations(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_1_0 ? List.of() : tokens(request, HttpHeaders.EXPECT);
    }

    private static boolean isCompressed(HttpServerRequest request) {
        return !Set.of("identity").containsAll(tokens(request, HttpHeaders.CONTENT_ENCODING))
                || !Set.of("chunked").containsAll(tokens(request, HttpHeaders.TRANSFER_ENCODING));
    }

    private static List<String> tokens(HttpServerRequest request, CharSequence header) {
        return request.headers().getAll(header).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(token -> token.trim().toLowerCase(Locale.ROOT))
                .filter(token -> !token.isEmpty())
                .toList();
    }

    // The HTTP decoder has rejected lengths that are not numbers.
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
