package dev.otagate.http;

import dev.otagate.config.ConnectionLimits;
import dev.otagate.failure.ErrorCode;
import dev.otagate.metrics.ConnectionMetrics;
import dev.otagate.pipeline.UnverifiedRequests;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.util.IdentityHashMap;
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
    private final IdentityHashMap<HttpServerRequest, Integer> streams = new IdentityHashMap<>();

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
        }
    }

    /** Charges the head of a request over HTTP/2, and takes it in its turn. */
    void begin(HttpServerRequest request, Handler<HttpServerRequest> next) {
        Connection connection = connection(request.connection());
        if (request.version() != HttpVersion.HTTP_2 || connection == null) {
            next.handle(request);
            return;
        }
        if (request.headers().size() > limits.maxHeaders()) {
            invalid.reject(request, ErrorCode.HEADERS_TOO_LARGE);
            return;
        }
        int bytes = HEAD_FACTOR * headBytes(request);
        boolean first = streams.isEmpty();
        if (!connection.holdRequest(bytes)) {
            request.response().reset();
            return;
        }
        streams.put(request, bytes);
        connection.enter(Phase.BODY);
        if (connection.isVerified() || first) {
            next.handle(request);
        } else {
            request.pause();
            turns.add(() -> {
                request.resume();
                next.handle(request);
            });
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

    /** The response to a request is written, or its stream is gone. */
    void end(RoutingContext context) {
        if (context.request().version() == HttpVersion.HTTP_2) {
            context.addEndHandler(ended -> end(context.request()));
        }
        context.next();
    }

    private void end(HttpServerRequest request) {
        release(request);
        Connection connection = connection(request.connection());
        if (streams.remove(request) != null && connection != null && connection.requestBytes() == 0) {
            connection.decrypted();
            connection.enter(Phase.IDLE);
        }
    }

    private void release(HttpServerRequest request) {
        Integer bytes = streams.replace(request, 0);
        Connection connection = connection(request.connection());
        if (bytes != null && connection != null) {
            connection.releaseRequest(bytes);
        }
    }

    @Override
    public boolean reserve(HttpServerRequest request, int bytes) {
        Connection connection = connection(request.connection());
        if (connection == null) {
            return true;
        }
        boolean held = connection.holdRequest(BODY_FACTOR * bytes);
        if (held) {
            streams.computeIfPresent(request, (stream, before) -> before + BODY_FACTOR * bytes);
        }
        return held;
    }

    @Override
    public void verified(HttpServerRequest request) {
        Connection connection = connection(request.connection());
        if (connection == null) {
            return;
        }
        if (connection.decoder() != null) {
            connection.decoder().verified();
        } else {
            release(request);
            connection.becomeVerified();
        }
    }

    @Override
    public boolean isBroken(HttpServerRequest request) {
        Connection connection = connection(request.connection());
        return connection != null
                && connection.decoder() != null
                && connection.decoder().isBodyBroken();
    }

    // The first handler of its channel; null if the channel is closed.
    private static Connection connection(HttpConnection http) {
        return ((ConnectionBase) http).channel().pipeline().get(Connection.class);
    }
}
