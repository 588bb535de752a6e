package dev.otagate.channel;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * Lets an HTTP/1 client close its side of the connection and still receive the responses to its requests. Closes the connection after the
 * last response. Must come after decoder and encoder.
 */
public final class HalfClosure extends ChannelDuplexHandler {
    private int pending;
    private boolean inputClosed;

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        ctx.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest) {
            pending++;
        }
        ctx.fireChannelRead(message);
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
        if (!(message instanceof LastHttpContent)) {
            ctx.write(message, promise);
            return;
        }
        ctx.write(message, promise.unvoid().addListener(written -> {
            pending--;
            closeAfterLast(ctx);
        }));
    }

    private void closeAfterLast(ChannelHandlerContext ctx) {
        if (inputClosed && pending == 0) {
            ctx.channel().close();
        }
    }
}
