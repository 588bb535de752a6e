package dev.otagate.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;

/**
 * The requests of an HTTP/2 connection, by stream: the bytes that each holds, and until when. A request ends when Netty closes its stream.
 * Confined to the event loop of the channel.
 */
final class Http2Requests extends Http2ConnectionAdapter implements Requests {
    // An incomplete frame or header block, and the tables of header compression.
    private static final int CONNECTION_BYTES = 16_384;

    private final Connection connection;
    private final Http2Connection http2;
    private final Charge own;
    private final IntObjectMap<Request> requests = new IntObjectHashMap<>();
    private boolean first = true;
    private boolean hasTurn;

    private static final class Request {
        private final Http2Stream stream;
        private final Charge charge;
        private boolean waits;
        private boolean responded;

        private Request(Http2Stream stream, Charge charge) {
            this.stream = stream;
            this.charge = charge;
        }
    }

    private Http2Requests(Connection connection, Http2Connection http2) {
        this.connection = connection;
        this.http2 = http2;
        this.own = new Charge(connection);
    }

    /** Takes control of a channel that speaks HTTP/2. */
    static Http2Requests install(ChannelHandlerContext context, Connection connection, int maxStreams) {
        Http2ConnectionHandler handler = (Http2ConnectionHandler) context.handler();
        Http2Connection http2 = handler.connection();
        // Netty applies the limit when the client acknowledges it, and a client may never do that.
        http2.remote().maxActiveStreams(maxStreams);
        Http2Requests requests = new Http2Requests(connection, http2);
        http2.addListener(requests);
        handler.decoder().frameListener(new HostHeader(handler.decoder().frameListener()));
        context.pipeline().addBefore(context.name(), null, requests.new Reads());
        requests.own.setOrEvict(CONNECTION_BYTES);
        return requests;
    }

    private final class Reads extends ChannelInboundHandlerAdapter {
        // A verified client gets a turn with each read, for one request.
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            hasTurn = connection.isVerified();
            ctx.fireChannelRead(message);
        }

        // Heads of responses are not part of HTTP/2's flow control: reading stops while the client does not read.
        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            ctx.fireChannelWritabilityChanged();
            ctx.channel().config().setAutoRead(ctx.channel().isWritable());
        }
    }

    /** Charges the head of a request, and handles the request in its turn. */
    void begin(HttpServerRequest request, Handler<HttpServerRequest> handler) {
        int id = request.response().streamId();
        Http2Stream stream = http2.stream(id);
        Charge charge = new Charge(connection);
        if (stream == null || !charge.set(Charge.HEAD_FACTOR * headBytes(request))) {
            request.response().reset(Http2Error.REFUSED_STREAM.code());
            return;
        }
        Request begun = new Request(stream, charge);
        requests.put(id, begun);
        TurnQueue turns = connection.turns(first);
        begun.waits = !hasTurn && !(first && turns.tryRunNow());
        first = false;
        hasTurn = false;
        update();
        if (begun.waits) {
            request.pause();
            turns.add(connection.address(), () -> takeTurn(request, begun, handler));
        } else {
            handle(request, handler);
        }
    }

    private void takeTurn(HttpServerRequest request, Request begun, Handler<HttpServerRequest> handler) {
        if (requests.get(begun.stream.id()) == begun) {
            begun.waits = false;
            update();
            handle(request, handler);
            if (!request.isEnded()) {
                request.resume();
            }
        }
    }

    // The router rejects some requests before any of its handlers.
    private void handle(HttpServerRequest request, Handler<HttpServerRequest> handler) {
        handler.handle(request);
        if (request.response().ended()) {
            responded(request.response().streamId());
        }
    }

    private static int headBytes(HttpServerRequest request) {
        // CONNECT has no URI.
        int bytes = request.uri() == null ? 0 : request.uri().length();
        for (Map.Entry<String, String> header : request.headers()) {
            bytes += header.getKey().length() + header.getValue().length();
        }
        return bytes;
    }

    @Override
    public boolean reserve(int id, int bytes) {
        Request request = requests.get(id);
        return request != null && request.charge.add(bytes);
    }

    @Override
    public void verified(int id) {
        Request request = requests.get(id);
        if (request != null) {
            request.charge.set(0);
        }
        connection.becomeVerified();
        own.set(0);
    }

    /** The response is written; the client may not have read it. */
    void responded(int id) {
        Request request = requests.get(id);
        if (request != null) {
            request.responded = true;
            update();
        }
    }

    @Override
    public void onStreamHalfClosed(Http2Stream stream) {
        if (requests.containsKey(stream.id())) {
            update();
        }
    }

    @Override
    public void onStreamClosed(Http2Stream stream) {
        Request request = requests.remove(stream.id());
        if (request != null) {
            request.charge.set(0);
            update();
        }
    }

    // One stream that waits for the client is enough: the client decides how long the connection holds memory.
    private void update() {
        Phase phase = requests.isEmpty() ? Phase.IDLE : Phase.SERVING;
        for (Request request : requests.values()) {
            if (request.stream.state().remoteSideOpen()) {
                phase = Phase.BODY;
            } else if (request.responded && phase != Phase.BODY) {
                phase = Phase.WRITING;
            } else if (request.waits && !connection.isVerified() && phase == Phase.SERVING) {
                phase = Phase.QUEUED;
            }
        }
        connection.enter(phase);
    }
}
