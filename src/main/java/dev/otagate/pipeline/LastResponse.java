package dev.otagate.pipeline;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/**
 * The response to a request whose body is not read to its end: the connection cannot carry another request, and is closed after it. An
 * HTTP/2 stream needs none of that.
 */
final class LastResponse {
    private LastResponse() {}

    /** Called before the response is written. */
    static void announce(RoutingContext context) {
        if (context.request().version() != HttpVersion.HTTP_2) {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }
}
