package dev.otagate.pipeline;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/**
 * The response to a request whose body is not read to its end: the connection cannot carry another request. It is closed a little
 * later, since a client that still sends would otherwise lose the response with it. An HTTP/2 stream needs none of that.
 */
final class LastResponse {
    private static final long LINGER_MS = 500;

    private LastResponse() {}

    /** Called before the response is written. */
    static void announce(RoutingContext context) {
        if (context.request().version() != HttpVersion.HTTP_2) {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            context.addEndHandler(ended -> context.vertx()
                    .setTimer(LINGER_MS, fired -> context.request().connection().close()));
        }
    }
}
