package dev.otagate.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;

/**
 * Charges the memory that TLS holds for a connection, and delays its handshake until its turn: the response to a handshake takes
 * milliseconds. Must come before the TLS handler.
 */
final class TlsAccounting extends ChannelInboundHandlerAdapter {
    // Measured: 4 KB before the handshake, 14 KB after it, and more for a moment during it.
    private static final int ENGINE_BYTES = 16_384;
    // The JDK keeps an unfinished handshake message of up to 32 KiB, and the record that it ends in.
    private static final int MAX_HANDSHAKE_BYTES = 49_152;
    private static final int MAX_RECORD_BYTES = 16_709;

    private final Connection connection;
    private final Charge charge;
    private boolean handshakes = true;
    private boolean queued;
    private int undecrypted;

    TlsAccounting(Connection connection) {
        this.connection = connection;
        this.charge = new Charge(connection);
        update();
    }

    /** The handshake is done: from now on, observes what is decrypted. */
    void observe(ChannelPipeline pipeline) {
        decrypted();
        pipeline.addAfter(pipeline.context(SslHandler.class).name(), null, new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
                decrypted();
                ctx.fireChannelRead(message);
            }
        });
    }

    // At most the beginning of another record is left.
    private void decrypted() {
        handshakes = false;
        undecrypted = 0;
        update();
    }

    /** Charges what is held now: of a verified client, only the bytes that are not decrypted. */
    void update() {
        charge.setOrEvict(connection.isVerified() ? undecrypted : ENGINE_BYTES + undecrypted);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf arrived) {
            int max = handshakes ? MAX_HANDSHAKE_BYTES : MAX_RECORD_BYTES;
            undecrypted = Math.min(undecrypted + arrived.readableBytes(), max);
            update();
        }
        if (!connection.isOpen()) {
            ReferenceCountUtil.release(message);
        } else if (handshakes) {
            queued = true;
            ctx.channel().config().setAutoRead(false);
            connection.table().newcomers().add(connection.address(), () -> takeTurn(ctx, message));
        } else {
            ctx.fireChannelRead(message);
        }
    }

    // The TLS handler would read although auto-read is off.
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (!queued) {
            ctx.fireChannelReadComplete();
        }
    }

    private void takeTurn(ChannelHandlerContext ctx, Object message) {
        queued = false;
        if (connection.isOpen()) {
            ctx.channel().config().setAutoRead(true);
            ctx.fireChannelRead(message);
            ctx.fireChannelReadComplete();
        } else {
            ReferenceCountUtil.release(message);
        }
    }
}
