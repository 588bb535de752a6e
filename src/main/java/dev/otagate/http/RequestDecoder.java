package dev.otagate.http;

import dev.otagate.config.ConnectionLimits;
import dev.otagate.failure.ErrorCode;
import dev.otagate.metrics.ConnectionMetrics;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Decodes HTTP/1, one request at a time: a head once it is complete, and the next request once the response to the one before is
 * written. Until then its bytes stay as they are, and nothing more is read. Confined to the event loop of its channel.
 */
final class RequestDecoder extends VertxHttpRequestDecoder {
    private static final String NAME = "httpDecoder";
    // A decoded head takes that many times its bytes.
    private static final int HEAD_FACTOR = 4;
    // Chunk sizes and trailers between two pieces of a body.
    private static final int MAX_FRAMING_BYTES = 1_024;
    // Netty's decoder keeps a buffer as large as its longest line.
    private static final int LARGE_HEAD_BYTES = 4_096;
    private static final int MAX_DIALECT_BYTES = 4_096;

    private final HttpServerOptions options;
    private final ConnectionLimits limits;
    private final Connection connection;
    private final TurnQueue turns;
    private final HeadScanner scanner;
    private ChannelHandlerContext context;
    private boolean busy;
    private boolean inBody;
    private boolean serving;
    private boolean responseBuffered;
    private boolean requestVerified;
    private boolean hasTurn = true;
    private boolean queued;
    private boolean stalled;
    private boolean proceeds;
    private boolean timedOut;
    private boolean last;
    private boolean bodyBroken;
    private boolean inputClosed;
    private boolean reading = true;
    private boolean largeHead;
    private int framing;

    RequestDecoder(HttpServerOptions options, ConnectionLimits limits, Connection connection, TurnQueue turns) {
        super(options);
        this.options = options;
        this.limits = limits;
        this.connection = connection;
        this.turns = turns;
        this.scanner = new HeadScanner(limits);
    }

    /** Takes the place of the decoder in the channel of {@code connection}. */
    void install(ChannelHandlerContext handler) {
        handler.pipeline().replace(NAME, NAME, this);
        connection.decodeWith(this);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    /** Whether nothing behind the current request is served. */
    boolean isLast() {
        return last;
    }

    boolean isInputClosed() {
        return inputClosed;
    }

    /** The current request has a right signature. */
    void verified() {
        requestVerified = true;
        connection.releaseRequest(connection.requestBytes());
        connection.becomeVerified();
    }

    boolean isRequestVerified() {
        return requestVerified;
    }

    /** The head did not arrive in time. */
    void timeOut() {
        timedOut = true;
        proceed();
    }

    void takeTurn() {
        queued = false;
        hasTurn = true;
        proceed();
    }

    /** The last byte of the response is in the channel, not yet with the client. */
    void responseBuffered(int bytes) {
        responseBuffered = true;
        // What cannot be had is not rejected any more: the response is there already.
        connection.holdRequest(bytes);
    }

    /** No response will follow on this connection. */
    void responseIsLast() {
        last = true;
    }

    void flushed() {
        if (serving && responseBuffered && !inBody) {
            connection.enter(Phase.WRITING);
        }
    }

    void responseEnded() {
        serving = false;
        responseBuffered = false;
        connection.releaseRequest(connection.requestBytes());
        if (!busy) {
            settle();
        }
    }

    /** Decodes on in a later turn, if anything is left. */
    void proceedSoon() {
        if (!proceeds) {
            proceeds = true;
            context.executor().execute(() -> {
                proceeds = false;
                proceed();
            });
        }
    }

    private void proceed() {
        if (connection.isOpen() && !busy && internalBuffer().isReadable()) {
            try {
                channelRead(context, Unpooled.EMPTY_BUFFER);
            } catch (Exception e) {
                context.fireExceptionCaught(e);
            }
            channelReadComplete(context);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object input) throws Exception {
        busy = true;
        try {
            connection.decrypted();
            super.channelRead(ctx, input);
        } finally {
            busy = false;
        }
    }

    // Netty's own would read more although reading is off.
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        discardSomeReadBytes();
        busy = true;
        try {
            ctx.fireChannelReadComplete();
        } finally {
            busy = false;
        }
        settle();
    }

    // The client sends nothing more, and gets the responses to what it has sent.
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            inputClosed = true;
            settle();
            ctx.fireUserEventTriggered(event);
        } else {
            super.userEventTriggered(ctx, event);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        stalled = false;
        if (last && !(inBody && serving)) {
            in.skipBytes(in.readableBytes());
        } else if (inBody) {
            decodeBody(ctx, in, out);
        } else if (timedOut) {
            reject(ErrorCode.REQUEST_TIMEOUT, in, out);
        } else if (mustWait()) {
            stalled = true;
        } else {
            decodeHead(ctx, in, out);
        }
    }

    private boolean mustWait() {
        return serving || !context.channel().isWritable() || !connection.isVerified() && !hasTurn;
    }

    private void decodeHead(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        int length = scanner.scan(in);
        if (length < 0) {
            reject(scanner.broken(), in, out);
        } else if (length > 0) {
            scanner.reset();
            largeHead |= length > LARGE_HEAD_BYTES;
            int start = in.readerIndex();
            super.decode(ctx, in, out);
            if (out.isEmpty()) {
                reject(ErrorCode.BAD_REQUEST, in, out);
                return;
            }
            HttpRequest request = (HttpRequest) out.get(0);
            if (!request.decoderResult().isSuccess()) {
                request.setUri(target(in, start, length));
            }
            begin(request, length, out.size() > 1);
        }
    }

    private void begin(HttpRequest request, int headBytes, boolean complete) {
        serving = true;
        requestVerified = false;
        hasTurn = false;
        framing = 0;
        HttpVersion version = request.protocolVersion();
        boolean isKnown = version == HttpVersion.HTTP_1_1 || version == HttpVersion.HTTP_1_0;
        if (!isKnown) {
            // A response repeats the version of its request, whatever it is.
            request.setProtocolVersion(HttpVersion.HTTP_1_1);
        }
        if (request.decoderResult().isSuccess()) {
            if (!isKnown) {
                fail(request, ErrorCode.UNSUPPORTED_HTTP_VERSION);
            } else if (version == HttpVersion.HTTP_1_0
                    && request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)) {
                fail(request, ErrorCode.BAD_REQUEST);
            } else if (isAmbiguous(request.headers())) {
                fail(request, ErrorCode.BAD_REQUEST);
            } else if (!connection.holdRequest(headBytes * HEAD_FACTOR)) {
                fail(request, ErrorCode.SERVICE_UNAVAILABLE);
            }
        }
        boolean valid = request.decoderResult().isSuccess();
        bodyBroken = false;
        inBody = valid && !complete;
        last = !valid || !HttpUtil.isKeepAlive(request);
    }

    // RFC 9112, 3.2: proxies differ about which of two hosts counts. The decoder takes a header without a name.
    private static boolean isAmbiguous(HttpHeaders headers) {
        return headers.getAll(HttpHeaderNames.HOST).size() > 1 || headers.contains("");
    }

    private void decodeBody(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        int before = in.readableBytes();
        super.decode(ctx, in, out);
        framing += before - in.readableBytes();
        boolean broken = false;
        for (Object part : out) {
            HttpContent content = (HttpContent) part;
            broken |= !content.decoderResult().isSuccess();
            inBody &= !(part instanceof LastHttpContent);
            framing -= content.content().readableBytes();
        }
        if (broken || framing > MAX_FRAMING_BYTES) {
            breakBody(in, out);
        }
        framing = out.isEmpty() ? framing : 0;
    }

    // What arrived of the body ends here, and its reader rejects it. If the response is there already, none follows.
    private void breakBody(ByteBuf in, List<Object> out) {
        out.forEach(ReferenceCountUtil::release);
        out.clear();
        in.skipBytes(in.readableBytes());
        inBody = false;
        last = true;
        bodyBroken = true;
        if (serving && !responseBuffered) {
            out.add(LastHttpContent.EMPTY_LAST_CONTENT);
        } else {
            context.channel().close();
        }
    }

    /** Whether the body of the current request is not well-formed HTTP. */
    boolean isBodyBroken() {
        return bodyBroken;
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("a length beside chunks");
    }

    private void reject(ErrorCode code, ByteBuf in, List<Object> out) {
        HttpRequest request = new DefaultHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.GET, target(in, in.readerIndex(), in.readableBytes()));
        in.skipBytes(in.readableBytes());
        fail(request, code);
        begin(request, 0, true);
        out.clear();
        out.add(request);
    }

    // Its query names the dialect of the response.
    private static String target(ByteBuf in, int index, int length) {
        String start = in.toString(index, Math.min(length, MAX_DIALECT_BYTES), StandardCharsets.ISO_8859_1);
        String[] words = start.lines().findFirst().orElse("").split(" ", 3);
        return words.length > 1 && words[1].startsWith("/") ? words[1] : "/";
    }

    private static void fail(HttpRequest request, ErrorCode code) {
        request.setDecoderResult(DecoderResult.failure(new RejectedRequest(code)));
    }

    // What follows from all that happened: the phase, whether to read on, who is next.
    private void settle() {
        if (!connection.isOpen() || connection.phase() == Phase.CLOSING) {
            return;
        }
        int buffered = internalBuffer().isReadable() ? internalBuffer().capacity() : 0;
        if (!connection.holdRaw(buffered)) {
            connection.table().evict(connection, ConnectionMetrics.BYTES);
            return;
        }
        boolean waits = buffered > 0 && !inBody && mustWait() && !last;
        connection.enter(phase(buffered > 0, waits));
        read(!waits);
        if (waits && !serving && !queued && context.channel().isWritable()) {
            queued = true;
            turns.add(connection.address(), this::takeTurn);
        } else if (stalled && !waits) {
            proceedSoon();
        } else if (inputClosed && !waits && (inBody || !serving)) {
            context.channel().close();
        } else if (largeHead && connection.phase() == Phase.IDLE) {
            renew();
        }
    }

    private Phase phase(boolean buffered, boolean waits) {
        if (inBody) {
            return Phase.BODY;
        }
        if (serving) {
            return responseBuffered ? Phase.WRITING : Phase.SERVING;
        }
        if (!buffered) {
            return Phase.IDLE;
        }
        return waits || stalled ? Phase.QUEUED : Phase.HEAD;
    }

    // Netty fails if it is asked to read after the end.
    private void read(boolean on) {
        if (reading != on && !inputClosed) {
            reading = on;
            context.channel().config().setAutoRead(on);
        }
    }

    private void renew() {
        RequestDecoder next = new RequestDecoder(options, limits, connection, turns);
        next.hasTurn = hasTurn;
        next.inputClosed = inputClosed;
        next.install(context);
    }
}
