package dev.otagate.management;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Adds two rules of HTTP/1 that Vert.x does not follow. A client that closes its side of the connection still receives the responses to
 * its requests. A version other than HTTP/1.0 and HTTP/1.1 makes a request invalid, so that its response has a body. Must come after
 * decoder and encoder.
 */
final class HttpConformance extends ChannelDuplexHandler {
    private int pending;
    private boolean inputClosed;
    private boolean rejected;

    static boolean isUnsupportedVersion(DecoderResult result) {
        return result.cause() instanceof UnsupportedOperationException;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        ctx.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (rejected) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest request) {
            pending++;
            if (request.decoderResult().isSuccess() && !isSupported(request.protocolVersion())) {
                rejected = true;
                // A response repeats the version of its request.
                request.setProtocolVersion(HttpVersion.HTTP_1_1);
                request.setDecoderResult(DecoderResult.failure(new UnsupportedOperationException("HTTP version")));
            }
        }
        ctx.fireChannelRead(message);
    }

    // By identity, as Vert.x does.
    private static boolean isSupported(HttpVersion version) {
        return version == HttpVersion.HTTP_1_1 || version == HttpVersion.HTTP_1_0;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        ctx.fireUserEventTriggered(event);
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            inputClosed = true;
            closeAfterLast(ctx);
        }
    }

    // A read after the end of input makes Netty fail.
    @Override
    public void read(ChannelHandlerContext ctx) {
        if (!inputClosed) {
            ctx.read();
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ChannelPromise written = promise.unvoid();
        if (message instanceof LastHttpContent) {
            written.addListener(end -> {
                pending--;
                closeAfterLast(ctx);
            });
        }
        ctx.write(message, written);
    }

    private void closeAfterLast(ChannelHandlerContext ctx) {
        if (inputClosed && pending == 0) {
            ctx.channel().close();
        }
    }
}
