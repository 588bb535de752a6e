package dev.otagate.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;

/**
 * The requests of one HTTP/2 connection, by stream: what each holds, and until when. A request ends when Netty closes its stream,
 * whoever handles the request. Confined to the event loop of the channel.
 */
final class Http2Streams extends Http2ConnectionAdapter {
    // An incomplete frame or header block, and the tables of header compression.
    private static final int CONNECTION_BYTES = 16_384;

    private final Connection connection;
    private final Http2Connection http2;
    private final IntObjectMap<Request> requests = new IntObjectHashMap<>();
    private boolean begun;

    private static final class Request {
        private final Http2Stream stream;
        private int bytes;
        private boolean waits;
        private boolean responded;

        private Request(Http2Stream stream, int bytes) {
            this.stream = stream;
            this.bytes = bytes;
        }
    }

    private Http2Streams(Connection connection, Http2Connection http2) {
        this.connection = connection;
        this.http2 = http2;
    }

    /** Observes the streams of a channel; {@code null} if the channel does not speak HTTP/2. */
    static Http2Streams install(ChannelPipeline pipeline, Connection connection, int maxStreams) {
        ChannelHandlerContext context = pipeline.context(Http2ConnectionHandler.class);
        if (context == null) {
            return null;
        }
        Http2Connection http2 = ((Http2ConnectionHandler) context.handler()).connection();
        // Netty applies the limit when the client acknowledges it, and a client may never do that.
        http2.remote().maxActiveStreams(maxStreams);
        Http2Streams streams = new Http2Streams(connection, http2);
        http2.addListener(streams);
        pipeline.addBefore(context.name(), "decrypted", new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
                connection.decrypted();
                ctx.fireChannelRead(message);
            }
        });
        return streams;
    }

    /** Charges what the connection itself holds; false if the budget has no room for it. */
    boolean hold() {
        return connection.holdRaw(CONNECTION_BYTES);
    }

    /** Charges the head of a request; false if the budget has no room for it, or its stream is closed. */
    boolean begin(int id, int bytes) {
        Http2Stream stream = http2.stream(id);
        if (stream == null || !connection.holdRequest(bytes)) {
            return false;
        }
        requests.put(id, new Request(stream, bytes));
        settle();
        return true;
    }

    /** Whether the next request is handled without a turn: it is the first, or the client is verified. */
    boolean isNextAtOnce() {
        boolean first = !begun;
        begun = true;
        return first || connection.isVerified();
    }

    /** The request takes its turn later. */
    void waits(int id) {
        Request request = requests.get(id);
        if (request != null) {
            request.waits = true;
            settle();
        }
    }

    /** It is the request's turn; false if its stream is closed. */
    boolean takeTurn(int id) {
        Request request = requests.get(id);
        if (request != null) {
            request.waits = false;
            settle();
        }
        return request != null;
    }

    /** Charges bytes of a body; false if the budget has no room for them. */
    boolean reserve(int id, int bytes) {
        Request request = requests.get(id);
        if (request == null || !connection.holdRequest(bytes)) {
            return false;
        }
        request.bytes += bytes;
        return true;
    }

    /** The signature of the request is right. */
    void verified(int id) {
        Request request = requests.get(id);
        if (request != null) {
            connection.releaseRequest(request.bytes);
            request.bytes = 0;
        }
        connection.becomeVerified();
        connection.holdRaw(0);
    }

    /** The response is written; the client may not have read it. */
    void responded(int id) {
        Request request = requests.get(id);
        if (request != null) {
            request.responded = true;
            settle();
        }
    }

    @Override
    public void onStreamHalfClosed(Http2Stream stream) {
        if (requests.containsKey(stream.id())) {
            settle();
        }
    }

    @Override
    public void onStreamClosed(Http2Stream stream) {
        Request request = requests.remove(stream.id());
        if (request != null) {
            connection.releaseRequest(request.bytes);
            settle();
        }
    }

    // One stream that waits for the client is enough: the client decides how long the connection holds memory.
    private void settle() {
        Phase phase = requests.isEmpty() ? Phase.IDLE : Phase.SERVING;
        for (Request request : requests.values()) {
            if (request.stream.state().remoteSideOpen()) {
                phase = Phase.BODY;
            } else if (request.responded && phase != Phase.BODY) {
                phase = Phase.WRITING;
            } else if (request.waits && phase == Phase.SERVING) {
                phase = Phase.QUEUED;
            }
        }
        connection.enter(phase);
    }
}
