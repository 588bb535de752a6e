package dev.otagate.management;

import dev.otagate.channel.AnnouncedBody;
import dev.otagate.channel.LingeringClose;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles the requests of the management port: returns the page of the path, or an error in JSON.
 *
 * @param console handles the paths under {@code /console/}; empty if it is off
 */
record ManagementRequests(
        AllowedHosts hosts, Map<String, Supplier<Future<Page>>> pages, Optional<Handler<HttpServerRequest>> console)
        implements Handler<HttpServerRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(ManagementRequests.class);
    private static final String METHODS = "GET, HEAD";
    private static final Pattern ABSOLUTE_TARGET = Pattern.compile("(?!/).*?://([^/?#]*)", Pattern.DOTALL);

    @Override
    public void handle(HttpServerRequest request) {
        boolean isConsole = console.isPresent() && isConsole(request);
        Optional<Page> foreign = foreignHost(request, isConsole ? 403 : 421);
        if (isConsole && foreign.isEmpty()) {
            console.get().handle(request);
            return;
        }
        Optional<Page> error = foreign.isPresent() ? foreign : error(request);
        if (error.isPresent()) {
            write(request, error.get());
            return;
        }
        pages.get(path(request)).get().onComplete(page -> {
            if (page.failed()) {
                LOG.atWarn()
                        .addKeyValue("path", path(request))
                        .addKeyValue("cause", page.cause().getMessage())
                        .log("management request failed");
            }
            write(
                    request,
                    page.succeeded() ? page.result() : Page.error(500, "The page cannot be created; see the log."));
        });
    }

    /** Rejects a request that is not HTTP/1, or not well-formed. */
    static void reject(HttpServerRequest request) {
        write(
                request,
                HttpConformance.isUnsupportedVersion(request.decoderResult())
                        ? Page.error(505, "The HTTP version is not supported: use HTTP/1.1.")
                        : Page.error(400, "The request is not well-formed HTTP."));
    }

    private Optional<Page> foreignHost(HttpServerRequest request, int status) {
        return hosts(request)
                .filter(host -> !hosts.allows(host))
                .findFirst()
                .map(host -> Page.error(
                        status,
                        "The host \"" + Page.echo(host)
                                + "\" is not served here; add its name to the setting management.allowedHosts."));
    }

    private static boolean isConsole(HttpServerRequest request) {
        String path = request.path();
        return path != null && (path.equals("/console") || path.startsWith("/console/"));
    }

    private Optional<Page> error(HttpServerRequest request) {
        if (!pages.containsKey(path(request))) {
            return Optional.of(Page.error(
                    404,
                    "There is no " + Page.echo(path(request)) + " here, but "
                            + String.join(", ", pages.keySet().stream().sorted().toList()) + "."));
        }
        if (!isRead(request)) {
            return Optional.of(Page.error(405, "Only " + METHODS + " are allowed."));
        }
        return AnnouncedBody.isIn(request)
                ? Optional.of(Page.error(413, "A request must not have a body here."))
                : Optional.empty();
    }

    // A target such as http://host/path also has a host (RFC 9112, 3.2.2). Vert.x parses the path after "://" in
    // the same way.
    private static Stream<String> hosts(HttpServerRequest request) {
        Stream<String> headers = request.headers().getAll(HttpHeaders.HOST).stream();
        Matcher target = ABSOLUTE_TARGET.matcher(request.uri());
        return target.lookingAt() ? Stream.concat(Stream.of(target.group(1)), headers) : headers;
    }

    private static String path(HttpServerRequest request) {
        String path = request.path() == null ? "" : request.path();
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static boolean isRead(HttpServerRequest request) {
        return request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
    }

    /** Writes a page; for HEAD, only its headers. Closes the connection if the request has a body or is malformed. */
    static void write(HttpServerRequest request, Page page) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        Buffer body = Buffer.buffer(page.body());
        response.setStatusCode(page.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, page.contentType())
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (page.status() == 405) {
            response.putHeader(HttpHeaders.ALLOW, METHODS);
        }
        boolean isValid = request.decoderResult().isSuccess();
        boolean closes = AnnouncedBody.isIn(request) || !isValid;
        if (closes) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            ((ConnectionBase) request.connection()).channel().pipeline().addFirst(new LingeringClose());
        }
        Future<Void> written = request.method() == HttpMethod.HEAD ? response.end() : response.end(body);
        // Vert.x closes the connection after an invalid request; a second close would not linger.
        if (closes && isValid) {
            written.onComplete(end -> request.connection().close());
        }
    }
}
