package dev.otagate.http;

import dev.otagate.channel.LingeringClose;
import dev.otagate.config.ConnectionLimits;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpServerOptions;

/**
 * The requests of an HTTP/1 connection, one at a time: admits the next one after the previous response is written, and when it
 * has a turn. Until then, nothing more is read. Confined to the event loop of its channel.
 */
final class Http1Requests extends ChannelDuplexHandler implements Requests {
    private final Connection connection;
    private final Charge undecoded;
    private final Charge request;
    private ChannelHandlerContext context;
    private RequestDecoder decoder;
    private boolean first = true;
    private boolean hasTurn;
    private boolean queued;
    private boolean serving;
    private boolean requestVerified;
    private boolean responseBuffered;
    private boolean last;
    private boolean inputClosed;
    private boolean reading = true;

    private Http1Requests(Connection connection) {
        this.connection = connection;
        this.undecoded = new Charge(connection);
        this.request = new Charge(connection);
    }

    /** Takes control of a channel that speaks HTTP/1. */
    static Http1Requests install(
            ChannelPipeline pipeline, Connection connection, HttpServerOptions options, ConnectionLimits limits) {
        pipeline.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        Http1Requests requests = new Http1Requests(connection);
        pipeline.addAfter("httpEncoder", null, requests);
        requests.context = pipeline.context(requests);
        requests.decoder = new RequestDecoder(options, limits, requests);
        pipeline.replace(RequestDecoder.NAME, RequestDecoder.NAME, requests.decoder);
        return requests;
    }

    @Override
    public boolean reserve(int stream, int bytes) {
        return request.add(bytes);
    }

    @Override
    public void verified(int stream) {
        requestVerified = true;
        request.set(0);
        connection.becomeVerified();
    }

    /** Whether the body of the request, which has ended, is not well-formed HTTP. */
    boolean isBodyBroken() {
        return decoder.isBodyBroken();
    }

    /** Whether the rest of a body is missing whose request has its response. */
    boolean skipsBody() {
        return !serving && decoder.isInBody();
    }

    /** Rejects the next request: its head took too long to arrive. */
    void timeOutHead() {
        decoder.timeOutHead();
    }

    /** Whether input is discarded: after the last request, except its body. */
    boolean discardsInput(boolean inBody) {
        return last && !(inBody && serving);
    }

    /** Bytes are read from the channel: a verified client gets a turn, for one request. */
    void arrived() {
        hasTurn |= connection.isVerified();
    }

    /** Whether the next request may be decoded now. The first one of a connection gets its turn at once, unless many begin at once. */
    boolean admit() {
        if (first && !hasTurn && !mustWait(true)) {
            hasTurn = connection.table().newcomers().tryRunNow();
        }
        return !mustWait(hasTurn);
    }

    private boolean mustWait(boolean turn) {
        return serving || !context.channel().isWritable() || !turn;
    }

    /** A request begins. */
    void begin(boolean isLast) {
        first = false;
        hasTurn = false;
        serving = true;
        requestVerified = false;
        last = isLast;
    }

    /** Makes the current request the last one; false if its response is sent already. */
    boolean endAfterCurrent() {
        last = true;
        return serving && !responseBuffered;
    }

    private void takeTurn() {
        queued = false;
        hasTurn = true;
        decoder.proceed();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response) {
            if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
                ctx.write(message, promise);
                return;
            }
            last |= response.headers().contains(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true);
        }
        ctx.write(message, message instanceof LastHttpContent end ? end(end, promise) : promise);
        if (message instanceof LastHttpContent && requestVerified) {
            responseEnded();
        }
    }

    // An unverified client gets one response at a time: nothing more is decoded before it has read the last one.
    private ChannelPromise end(LastHttpContent content, ChannelPromise promise) {
        ChannelPromise written = promise;
        if (!requestVerified) {
            responseBuffered = true;
            // Without room in the budget, the response is sent all the same.
            request.add(content.content().readableBytes());
            written = written.unvoid().addListener(done -> responseEnded());
        }
        return last ? written.unvoid().addListener(done -> context.channel().close()) : written;
    }

    private void responseEnded() {
        serving = false;
        responseBuffered = false;
        request.set(0);
        if (!decoder.isBusy()) {
            update();
        }
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        ctx.flush();
        if (serving && responseBuffered && !decoder.isInBody()) {
            connection.enter(Phase.WRITING);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        ctx.fireChannelWritabilityChanged();
        if (ctx.channel().isWritable()) {
            decoder.proceedSoon();
        }
    }

    // The client sends nothing more, and gets the responses to what it has sent.
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            inputClosed = true;
            update();
        }
        ctx.fireUserEventTriggered(event);
    }

    /** After the last response the client may still send. */
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (last && !inputClosed && connection.isOpen() && connection.phase() != Phase.CLOSING) {
            connection.enter(Phase.CLOSING);
            ctx.pipeline().addFirst(new LingeringClose());
        }
        ctx.close(promise);
    }

    /** Sets the phase and auto-read from the state of requests and bytes, and continues decoding, queues the request or closes. */
    void update() {
        if (!connection.isOpen() || connection.phase() == Phase.CLOSING) {
            return;
        }
        undecoded.setOrEvict(decoder.undecodedBytes());
        if (!connection.isOpen()) {
            return;
        }
        boolean hasBytes = decoder.undecodedBytes() > 0 && !decoder.isInBody();
        boolean waits = hasBytes && !last && mustWait(hasTurn || !decoder.hasHead());
        connection.enter(phase(hasBytes, waits));
        read(!waits);
        if (waits && !mustWait(true)) {
            queue();
        } else if (decoder.hasHead() && !waits) {
            decoder.proceedSoon();
        } else if (inputClosed && !waits && (decoder.isInBody() || !serving)) {
            context.channel().close();
        } else if (connection.phase() == Phase.IDLE) {
            decoder = decoder.renew();
        }
    }

    private Phase phase(boolean hasBytes, boolean waits) {
        if (decoder.isInBody()) {
            return Phase.BODY;
        }
        if (serving) {
            return responseBuffered ? Phase.WRITING : Phase.SERVING;
        }
        if (!hasBytes) {
            return Phase.IDLE;
        }
        return waits || decoder.hasHead() ? Phase.QUEUED : Phase.HEAD;
    }

    // A read after the end of input makes Netty fail.
    private void read(boolean on) {
        if (reading != on && !inputClosed) {
            reading = on;
            context.channel().config().setAutoRead(on);
        }
    }

    private void queue() {
        if (!queued) {
            queued = true;
            connection.turns(first).add(connection.address(), this::takeTurn);
        }
    }
}
