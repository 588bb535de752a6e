package dev.otagate.http;

import dev.otagate.config.ConnectionLimits;
import dev.otagate.failure.ErrorCode;
import dev.otagate.metrics.ConnectionMetrics;
import dev.otagate.pipeline.UnverifiedRequests;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/** Maps the connections and requests of Vert.x to {@link Connection} and {@link Requests}. Confined to its event loop. */
final class HttpConnections implements UnverifiedRequests {
    // A buffer that grows takes up to twice the bytes in it.
    private static final int BODY_FACTOR = 2;

    private final NodeConnections node;
    private final HttpServerOptions options;
    private final ConnectionLimits limits;
    private final InvalidRequestHandler invalid;

    HttpConnections(
            NodeConnections node, HttpServerOptions options, ConnectionLimits limits, InvalidRequestHandler invalid) {
        this.node = node;
        this.options = options;
        this.limits = limits;
        this.invalid = invalid;
    }

    /** Installs the HTTP handlers of a connection. */
    void opened(HttpConnection http) {
        Connection connection = connection(http);
        if (connection == null || !connection.isOpen()) {
            return;
        }
        if (!node.admitProxied(connection, http.remoteAddress().hostAddress())) {
            connection.table().evict(connection, ConnectionMetrics.ADDRESS);
            return;
        }
        ChannelPipeline pipeline = ((ConnectionBase) http).channel().pipeline();
        ChannelHandlerContext http2 = pipeline.context(Http2ConnectionHandler.class);
        connection.onHttp(pipeline);
        connection.requests(
                http2 == null
                        ? Http1Requests.install(pipeline, connection, options, limits)
                        : Http2Requests.install(http2, connection, limits.maxStreams()));
    }

    /** Handles a request: over HTTP/2, when its turn comes. Over HTTP/1, a request waits for its turn before it is decoded. */
    void begin(HttpServerRequest request, Handler<HttpServerRequest> next) {
        if (requests(request) instanceof Http2Requests requests) {
            boolean tooMany = request.headers().size() > limits.maxHeaders();
            requests.begin(request, tooMany ? rejected -> invalid.reject(rejected, ErrorCode.HEADERS_TOO_LARGE) : next);
        } else {
            next.handle(request);
        }
    }

    /** Observes the end of the response to a request over HTTP/2. */
    void end(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (requests(request) instanceof Http2Requests requests) {
            context.addEndHandler(ended -> requests.responded(stream(request)));
        }
        context.next();
    }

    @Override
    public boolean reserve(HttpServerRequest request, int bytes) {
        Requests requests = requests(request);
        return requests == null || requests.reserve(stream(request), BODY_FACTOR * bytes);
    }

    @Override
    public void verified(HttpServerRequest request) {
        Requests requests = requests(request);
        if (requests != null) {
            requests.verified(stream(request));
        }
    }

    @Override
    public boolean isBroken(HttpServerRequest request) {
        return requests(request) instanceof Http1Requests requests && requests.isBodyBroken();
    }

    // Vert.x Web wraps requests, so the request itself is no key.
    private static int stream(HttpServerRequest request) {
        return request.response().streamId();
    }

    // Null if the channel is closed.
    private static Requests requests(HttpServerRequest request) {
        Connection connection = connection(request.connection());
        return connection == null ? null : connection.requests();
    }

    private static Connection connection(HttpConnection http) {
        return ((ConnectionBase) http).channel().pipeline().get(Connection.class);
    }
}
