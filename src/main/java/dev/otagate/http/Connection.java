package dev.otagate.http;

import dev.otagate.channel.LingeringClose;
import dev.otagate.metrics.ConnectionMetrics;
import io.netty.buffer.ByteBuf;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;

/**
 * One connection: the first handler of its channel, from the moment it is accepted. Knows what the connection does and how much is
 * held for it. Confined to the event loop of the channel.
 */
final class Connection extends ChannelDuplexHandler {
    private static final int FIRST_READ_BYTES = 2_048;
    private static final int MAX_READ_BYTES = 8_192;

    private final NodeConnections node;
    private final Runnable counted;
    private ChannelHandlerContext context;
    private ConnectionTable table;
    private RequestDecoder decoder;
    private Http2Streams streams;
    private InetAddress address;
    private Phase phase = Phase.IDLE;
    private long since = System.nanoTime();
    private boolean open;
    private boolean verified;
    private boolean queued;
    private TlsCharge tls;
    private int tlsBytes;
    private int rawBytes;
    private int requestBytes;

    /** @param counted is called when it counts as one of its event loop */
    Connection(NodeConnections node, Runnable counted) {
        this.node = node;
        this.counted = counted;
    }

    /** Small reads, one for each turn of the loop: no connection keeps the others waiting. */
    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        table = node.table(added.channel().eventLoop());
        added.channel()
                .config()
                .setRecvByteBufAllocator(
                        new AdaptiveRecvByteBufAllocator(FIRST_READ_BYTES, FIRST_READ_BYTES, MAX_READ_BYTES)
                                .maxMessagesPerRead(1));
        open = table.admit(this);
        if (!open) {
            added.close();
        } else if (!node.admitSocket(this, added.channel())) {
            table.evict(this, ConnectionMetrics.ADDRESS);
        } else if (node.speaksTls()) {
            tls = new TlsCharge();
            holdTls();
        }
        counted.run();
    }

    /** Whether it was admitted and is not closed. */
    boolean isOpen() {
        return open;
    }

    /** From now on it speaks HTTP/1. */
    void decodeWith(RequestDecoder http1) {
        decoder = http1;
    }

    /** The decoder of HTTP/1; {@code null} during the TLS handshake and for HTTP/2. */
    RequestDecoder decoder() {
        return decoder;
    }

    /** From now on it speaks HTTP/2. */
    void carries(Http2Streams http2) {
        streams = http2;
    }

    /** The requests over HTTP/2; {@code null} during the TLS handshake and for HTTP/1. */
    Http2Streams streams() {
        return streams;
    }

    ConnectionTable table() {
        return table;
    }

    /** The address or network that counts against the limit by address; {@code null} if none does. */
    InetAddress address() {
        return address;
    }

    void address(InetAddress counted) {
        address = counted;
    }

    Phase phase() {
        return phase;
    }

    /** When it entered its phase, by {@link System#nanoTime}. */
    long since() {
        return since;
    }

    void enter(Phase next) {
        if (open && phase != next) {
            table.leave(this);
            phase = next;
            since = System.nanoTime();
            table.enter(this);
        }
    }

    /** Whether a request with a right signature has ever come over it. */
    boolean isVerified() {
        return verified;
    }

    void becomeVerified() {
        if (open && !verified) {
            table.leave(this);
            verified = true;
            table.enter(this);
            holdTls();
        }
    }

    /** What arrived over TLS is decrypted. */
    void decrypted() {
        if (tls != null) {
            tls.decrypted();
            holdTls();
        }
    }

    private void holdTls() {
        if (tls == null || !open) {
            return;
        }
        int bytes = tls.bytes(verified);
        if (hold(tlsBytes, bytes)) {
            tlsBytes = bytes;
        } else {
            table.evict(this, ConnectionMetrics.BYTES);
        }
    }

    /** Bytes held for it that count against the budget. */
    int heldBytes() {
        return tlsBytes + rawBytes + requestBytes;
    }

    /** Sets how many bytes are held undecoded; false if the budget has no room for them. */
    boolean holdRaw(int bytes) {
        boolean held = bytes == rawBytes || open && hold(rawBytes, bytes);
        rawBytes = held ? bytes : rawBytes;
        return held;
    }

    private boolean hold(int before, int after) {
        if (after > before) {
            return table.reserve(this, after - before);
        }
        table.release(before - after);
        return true;
    }

    /** Charges bytes of requests under way; false if the budget has no room for them. */
    boolean holdRequest(int bytes) {
        if (!open || !table.reserve(this, bytes)) {
            return false;
        }
        requestBytes += bytes;
        return true;
    }

    void releaseRequest(int bytes) {
        if (open && bytes > 0) {
            table.release(bytes);
            requestBytes -= bytes;
        }
    }

    /** The bytes of requests under way. */
    int requestBytes() {
        return requestBytes;
    }

    /** Closes it at once, whatever is under way. */
    void evict() {
        forget();
        context.close();
    }

    private void forget() {
        if (open) {
            open = false;
            table.remove(this);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (tls != null && message instanceof ByteBuf arrived) {
            tls.arrived(arrived.readableBytes());
            holdTls();
        }
        if (!open) {
            ReferenceCountUtil.release(message);
        } else if (tls != null && tls.handshakes()) {
            queued = true;
            ctx.channel().config().setAutoRead(false);
            table.handshakes().add(address, () -> handshake(ctx, message));
        } else {
            ctx.fireChannelRead(message);
        }
    }

    // The handler of TLS would read on although reading is off.
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (!queued) {
            ctx.fireChannelReadComplete();
        }
    }

    private void handshake(ChannelHandlerContext ctx, Object message) {
        queued = false;
        if (open) {
            ctx.channel().config().setAutoRead(true);
            ctx.fireChannelRead(message);
            ctx.fireChannelReadComplete();
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        forget();
        ctx.fireChannelInactive();
    }

    /** After the last response the client may still send. */
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (phase != Phase.CLOSING && open && decoder != null && decoder.isLast() && !decoder.isInputClosed()) {
            enter(Phase.CLOSING);
            ctx.pipeline().addFirst(new LingeringClose());
        }
        ctx.close(promise);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        ctx.fireChannelWritabilityChanged();
        if (streams != null) {
            // Heads of responses are not part of HTTP/2's flow control: whoever does not read them sends no more
            // requests.
            ctx.channel().config().setAutoRead(ctx.channel().isWritable());
        }
        if (decoder != null && ctx.channel().isWritable()) {
            decoder.proceedSoon();
        }
    }
}
