package dev.otagate.http;

import dev.otagate.config.ConnectionLimits;
import dev.otagate.failure.ErrorCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;

/**
 * Decodes HTTP/1 more strictly than Netty: a head only when it is complete, within its limits, and admitted by {@link Http1Requests}.
 * Until then its bytes stay undecoded. Confined to the event loop of its channel.
 */
final class RequestDecoder extends VertxHttpRequestDecoder {
    /** The name of the decoder in its channel, which Vert.x chose. */
    static final String NAME = "httpDecoder";
    // Chunk sizes and trailers between two pieces of a body.
    private static final int MAX_FRAMING_BYTES = 1_024;
    // Netty's decoder keeps a buffer as large as its longest line.
    private static final int LARGE_HEAD_BYTES = 4_096;

    private final HttpServerOptions options;
    private final ConnectionLimits limits;
    private final Http1Requests requests;
    private final HeadScanner scanner;
    private ChannelHandlerContext context;
    private int headBytes;
    private int framingBytes;
    private boolean inBody;
    private boolean bodyBroken;
    private boolean busy;
    private boolean proceeds;
    private boolean largeHead;

    RequestDecoder(HttpServerOptions options, ConnectionLimits limits, Http1Requests requests) {
        super(options);
        this.options = options;
        this.limits = limits;
        this.requests = requests;
        this.scanner = new HeadScanner(limits);
    }

    /** Replaces this decoder if a head has left it with a large buffer; call it between two requests only. */
    RequestDecoder renew() {
        if (!largeHead) {
            return this;
        }
        RequestDecoder next = new RequestDecoder(options, limits, requests);
        context.pipeline().replace(NAME, NAME, next);
        return next;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    /** Whether it is at work: it calls {@link Http1Requests#update} when it is done. */
    boolean isBusy() {
        return busy;
    }

    /** The memory held for bytes that are not decoded. */
    int undecodedBytes() {
        return internalBuffer().isReadable() ? internalBuffer().capacity() : 0;
    }

    /** Whether the head of the next request is complete or broken, and not decoded yet. */
    boolean hasHead() {
        return headBytes != 0;
    }

    boolean isInBody() {
        return inBody;
    }

    /** Whether the body of the current request is not well-formed HTTP. */
    boolean isBodyBroken() {
        return bodyBroken;
    }

    /** Rejects the head that is not complete yet. */
    void timeOutHead() {
        scanner.fail(ErrorCode.REQUEST_TIMEOUT);
        proceed();
    }

    /** Decodes what is left, in a later iteration of the event loop. */
    void proceedSoon() {
        if (!proceeds) {
            proceeds = true;
            context.executor().execute(() -> {
                proceeds = false;
                proceed();
            });
        }
    }

    /** Decodes what is left. */
    void proceed() {
        if (context.channel().isOpen() && !busy && internalBuffer().isReadable()) {
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
        if (input != Unpooled.EMPTY_BUFFER) {
            requests.arrived();
        }
        busy = true;
        try {
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
        requests.update();
    }

    // Netty's own would decode what is left at once.
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            ctx.fireUserEventTriggered(event);
        } else {
            super.userEventTriggered(ctx, event);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (requests.discardsInput(inBody)) {
            headBytes = 0;
            in.skipBytes(in.readableBytes());
        } else if (inBody) {
            decodeBody(ctx, in, out);
        } else {
            headBytes = hasHead() ? headBytes : scanner.scan(in);
            if (hasHead() && requests.admit()) {
                decodeHead(ctx, in, out);
            }
        }
    }

    private void decodeHead(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        int length = headBytes;
        headBytes = 0;
        if (length < 0) {
            reject(scanner.error(), in, out);
            return;
        }
        scanner.reset();
        largeHead |= length > LARGE_HEAD_BYTES;
        int start = in.readerIndex();
        super.decode(ctx, in, out);
        if (out.isEmpty()) {
            reject(ErrorCode.BAD_REQUEST, in, out);
            return;
        }
        HttpRequest request = (HttpRequest) out.get(0);
        if (request.decoderResult().isFailure()) {
            request.setUri(RejectedRequest.target(in, start, length));
        }
        RejectedRequest.check(request);
        if (request.decoderResult().isSuccess() && !requests.reserve(0, length * Charge.HEAD_FACTOR)) {
            RejectedRequest.mark(request, ErrorCode.SERVICE_UNAVAILABLE);
        }
        begin(request, out.size() > 1);
    }

    private void reject(ErrorCode code, ByteBuf in, List<Object> out) {
        HttpRequest request = RejectedRequest.of(in, code);
        out.clear();
        out.add(request);
        begin(request, true);
    }

    private void begin(HttpRequest request, boolean complete) {
        boolean valid = request.decoderResult().isSuccess();
        inBody = valid && !complete;
        bodyBroken = false;
        framingBytes = 0;
        requests.begin(!valid || !HttpUtil.isKeepAlive(request));
    }

    private void decodeBody(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        int before = in.readableBytes();
        super.decode(ctx, in, out);
        framingBytes += before - in.readableBytes();
        boolean broken = false;
        for (Object part : out) {
            HttpContent content = (HttpContent) part;
            broken |= !content.decoderResult().isSuccess();
            inBody &= !(part instanceof LastHttpContent);
            framingBytes -= content.content().readableBytes();
        }
        if (broken || framingBytes > MAX_FRAMING_BYTES) {
            breakBody(in, out);
        }
        framingBytes = out.isEmpty() ? framingBytes : 0;
    }

    // Ends the body here: whoever reads it rejects the request, unless the response has been sent already.
    private void breakBody(ByteBuf in, List<Object> out) {
        out.forEach(ReferenceCountUtil::release);
        out.clear();
        in.skipBytes(in.readableBytes());
        inBody = false;
        bodyBroken = true;
        if (requests.endAfterCurrent()) {
            out.add(LastHttpContent.EMPTY_LAST_CONTENT);
        } else {
            context.channel().close();
        }
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("a length beside chunks");
    }
}
