package dev.otagate.http;

import dev.otagate.config.ConnectionLimits;
import dev.otagate.failure.ErrorCode;
import dev.otagate.metrics.ConnectionMetrics;
import dev.otagate.pipeline.UnverifiedRequests;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2Error;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** Ties Vert.x's connections and requests of one event loop to the table of connections. Confined to that event loop. */
final class HttpConnections implements UnverifiedRequests {
    // A buffer that grows takes up to twice what is in it.
    private static final int BODY_FACTOR = 2;
    private static final int HEAD_FACTOR = 4;

    private final NodeConnections node;
    private final HttpServerOptions options;
    private final ConnectionLimits limits;
    private final TurnQueue turns;
    private final InvalidRequestHandler invalid;

    HttpConnections(
            NodeConnections node,
            HttpServerOptions options,
            ConnectionLimits limits,
            TurnQueue turns,
            InvalidRequestHandler invalid) {
        this.node = node;
        this.options = options;
        this.limits = limits;
        this.turns = turns;
        this.invalid = invalid;
    }

    /** A connection speaks HTTP from now on. */
    void opened(HttpConnection http) {
        Channel channel = ((ConnectionBase) http).channel();
        Connection connection = connection(http);
        if (connection == null || !connection.isOpen()) {
            return;
        }
        if (!node.admitProxied(connection, http.remoteAddress().hostAddress())) {
            connection.table().evict(connection, ConnectionMetrics.ADDRESS);
            return;
        }
        connection.decrypted();
        ChannelPipeline pipeline = channel.pipeline();
        ChannelHandlerContext encoder = pipeline.context("httpEncoder");
        if (encoder != null) {
            channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
            pipeline.addAfter("httpEncoder", "responses", new ResponseObserver(connection));
            new RequestDecoder(options, limits, connection, turns).install(encoder);
            return;
        }
        Http2Streams streams = Http2Streams.install(pipeline, connection, limits.maxStreams());
        connection.carries(streams);
        if (streams != null && !streams.hold()) {
            connection.table().evict(connection, ConnectionMetrics.BYTES);
        }
    }

    /** Charges the head of a request over HTTP/2, and takes it in its turn. */
    void begin(HttpServerRequest request, Handler<HttpServerRequest> next) {
        Http2Streams streams = streams(request);
        if (streams == null) {
            next.handle(request);
            return;
        }
        boolean tooMany = request.headers().size() > limits.maxHeaders();
        Handler<HttpServerRequest> handler =
                tooMany ? rejected -> invalid.reject(rejected, ErrorCode.HEADERS_TOO_LARGE) : next;
        int id = id(request);
        if (!streams.begin(id, HEAD_FACTOR * headBytes(request))) {
            request.response().reset(Http2Error.REFUSED_STREAM.code());
        } else if (streams.isNextAtOnce()) {
            handle(request, streams, handler);
        } else {
            request.pause();
            streams.waits(id);
            turns.add(connection(request.connection()).address(), () -> takeTurn(request, streams, handler));
        }
    }

    private static void takeTurn(HttpServerRequest request, Http2Streams streams, Handler<HttpServerRequest> next) {
        if (streams.takeTurn(id(request))) {
            handle(request, streams, next);
            if (!request.isEnded()) {
                request.resume();
            }
        }
    }

    // The router rejects some requests before any of its handlers.
    private static void handle(HttpServerRequest request, Http2Streams streams, Handler<HttpServerRequest> next) {
        next.handle(request);
        if (request.response().ended()) {
            streams.responded(id(request));
        }
    }

    private static int headBytes(HttpServerRequest request) {
        // CONNECT has none.
        int bytes = request.uri() == null ? 0 : request.uri().length();
        for (Map.Entry<String, String> header : request.headers()) {
            bytes += header.getKey().length() + header.getValue().length();
        }
        return bytes;
    }

    /** Observes the end of the response to a request over HTTP/2. */
    void end(RoutingContext context) {
        HttpServerRequest request = context.request();
        Http2Streams streams = streams(request);
        if (streams != null) {
            context.addEndHandler(ended -> streams.responded(id(request)));
        }
        context.next();
    }

    @Override
    public boolean reserve(HttpServerRequest request, int bytes) {
        Connection connection = connection(request.connection());
        if (connection == null) {
            return true;
        }
        int held = BODY_FACTOR * bytes;
        return connection.streams() == null
                ? connection.holdRequest(held)
                : connection.streams().reserve(id(request), held);
    }

    @Override
    public void verified(HttpServerRequest request) {
        Connection connection = connection(request.connection());
        if (connection == null) {
            return;
        }
        if (connection.decoder() != null) {
            connection.decoder().verified();
        } else if (connection.streams() != null) {
            connection.streams().verified(id(request));
        }
    }

    @Override
    public boolean isBroken(HttpServerRequest request) {
        Connection connection = connection(request.connection());
        return connection != null
                && connection.decoder() != null
                && connection.decoder().isBodyBroken();
    }

    // Vert.x Web wraps requests, so the request itself is no key.
    private static int id(HttpServerRequest request) {
        return request.response().streamId();
    }

    private static Http2Streams streams(HttpServerRequest request) {
        Connection connection = connection(request.connection());
        return connection == null ? null : connection.streams();
    }

    // The first handler of its channel; null if the channel is closed.
    private static Connection connection(HttpConnection http) {
        return ((ConnectionBase) http).channel().pipeline().get(Connection.class);
    }
}
