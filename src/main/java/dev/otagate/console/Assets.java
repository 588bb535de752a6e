package dev.otagate.console;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of the console, from the class path. A file is read and compressed at its first use. Confined to one event loop. */
final class Assets {
    private static final Logger LOG = LoggerFactory.getLogger(Assets.class);
    private static final String WEBJARS = "/META-INF/resources/webjars/";
    private static final Map<String, String> LIBRARIES = Map.of(
            "pico.css", WEBJARS + "picocss__pico/2.1.1/css/pico.min.css",
            "uplot.css", WEBJARS + "uplot/1.6.30/dist/uPlot.min.css",
            "uplot.js", WEBJARS + "uplot/1.6.30/dist/uPlot.iife.min.js");
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*\\.(css|html|js|png|svg)");
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "png", "image/png",
            "svg", "image/svg+xml");

    private final Vertx vertx;
    private final Map<String, Future<Optional<Asset>>> loaded = new HashMap<>();

    Assets(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Sends a file. A browser asks each time whether it has changed, so an upgrade needs no new names. */
    void send(HttpServerRequest request, String name) {
        file("assets/", name).onComplete(found -> {
            if (found.failed()) {
                failed(request, found.cause());
            } else if (found.result().isEmpty()) {
                Reply.notFound(request).send(request);
            } else {
                Asset asset = found.result().get();
                request.response()
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                        .putHeader(HttpHeaders.ETAG, asset.tag());
                if (asset.tag().equals(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
                    request.response().setStatusCode(304).end();
                } else {
                    send(request, 200, asset);
                }
            }
        });
    }

    /** Sends a page, which browsers do not store. */
    void sendPage(HttpServerRequest request, int status, String name) {
        file("", name)
                .onSuccess(found -> {
                    request.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
                    send(request, status, found.orElseThrow());
                })
                .onFailure(cause -> failed(request, cause));
    }

    private static void failed(HttpServerRequest request, Throwable cause) {
        LOG.atError().setCause(cause).addKeyValue("path", request.path()).log("a file of the console cannot be read");
        Reply.error(500, "The file cannot be read; see the log.").send(request);
    }

    private static void send(HttpServerRequest request, int status, Asset asset) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        boolean gzip = accepted != null && accepted.contains("gzip");
        HttpServerResponse response = request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, asset.contentType())
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        if (gzip) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        Buffer content = gzip ? asset.gzipped() : asset.plain();
        response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(content.length()));
        if (request.method() == HttpMethod.HEAD) {
            response.end();
        } else {
            response.end(content);
        }
    }

    // Only files that exist are kept, so the map is bounded.
    private Future<Optional<Asset>> file(String directory, String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return Future.succeededFuture(Optional.empty());
        }
        String path = directory + name;
        Future<Optional<Asset>> file = loaded.get(path);
        if (file == null) {
            file = vertx.executeBlocking(() -> read(LIBRARIES.getOrDefault(name, path), TYPES.get(matcher.group(1))));
            file.onSuccess(found -> found.ifPresent(asset -> loaded.put(path, Future.succeededFuture(found))));
        }
        return file;
    }

    static Optional<Asset> read(String resource, String contentType) throws IOException {
        try (InputStream content = Assets.class.getResourceAsStream(resource)) {
            return content == null ? Optional.empty() : Optional.of(Asset.of(contentType, content.readAllBytes()));
        }
    }
}
