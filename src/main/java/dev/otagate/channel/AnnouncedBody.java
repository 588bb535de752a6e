package dev.otagate.channel;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** The body that the head of an HTTP/1.1 request announces. */
public final class AnnouncedBody {
    private AnnouncedBody() {}

    /** Whether the request has a body that is not empty, read or not. */
    public static boolean isIn(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                || !"0".equals(request.headers().get(HttpHeaders.CONTENT_LENGTH))
                        && request.headers().contains(HttpHeaders.CONTENT_LENGTH);
    }
}
