package dev.otagate.console;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Optional;

/**
 * Rejects requests of pages of other origins. Browsers send the session's cookie also from pages on other ports of the same host, and
 * always name the page's origin if a request is not GET.
 */
record Origins(Optional<URI> publicUrl) {
    /** @param isAction whether the request must name its origin */
    boolean allow(HttpServerRequest request, boolean isAction) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null) {
            return !isAction;
        }
        String host = request.getHeader(HttpHeaders.HOST);
        return origin.equals("http://" + host)
                || origin.equals("https://" + host)
                || publicUrl.filter(url -> origin.equals(url.toString())).isPresent();
    }
}
