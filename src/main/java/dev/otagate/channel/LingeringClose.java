package dev.otagate.channel;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Delays the close of a connection while its client still sends. An immediate close would reset the connection, and the client would lose
 * the last response. The first close ends the output, and drops what arrives until the client closes, pauses or has sent a lot. A close is
 * immediate if the client has closed its side, or if it is repeated in a later iteration of the event loop. Must be the first handler of
 * its channel.
 */
public final class LingeringClose extends ChannelDuplexHandler {
    private static final long PAUSE_MS = 1_000;
    private static final int MAX_PAUSES = 5;
    private static final int MAX_BYTES = 1_048_576;

    private boolean lingers;
    private boolean begins;
    private boolean arrived;
    private int bytes;
    private int pauses;
    private Future<?> check;

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        DuplexChannel channel = (DuplexChannel) ctx.channel();
        if (!begins && (lingers || !channel.isActive() || channel.isInputShutdown())) {
            ctx.close(promise);
            return;
        }
        ctx.channel().closeFuture().addListener(closed -> promise.trySuccess());
        if (!lingers) {
            begin(ctx);
        }
    }

    private void begin(ChannelHandlerContext ctx) {
        lingers = true;
        // Vert.x closes again when pending writes fail: this is the same close, not a second one.
        begins = true;
        ctx.executor().execute(() -> begins = false);
        ((DuplexChannel) ctx.channel()).shutdownOutput();
        ctx.channel().config().setAutoRead(true);
        check = ctx.executor().scheduleAtFixedRate(() -> check(ctx), PAUSE_MS, PAUSE_MS, TimeUnit.MILLISECONDS);
    }

    private void check(ChannelHandlerContext ctx) {
        if (!arrived || ++pauses == MAX_PAUSES) {
            ctx.close();
        }
        arrived = false;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!lingers) {
            ctx.fireChannelRead(message);
            return;
        }
        arrived = true;
        bytes += message instanceof ByteBuf data ? data.readableBytes() : 0;
        ReferenceCountUtil.release(message);
        if (bytes > MAX_BYTES) {
            ctx.close();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (lingers && event == ChannelInputShutdownEvent.INSTANCE) {
            ctx.close();
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (check != null) {
            check.cancel(false);
        }
        ctx.fireChannelInactive();
    }
}
