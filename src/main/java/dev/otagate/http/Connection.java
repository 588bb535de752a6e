package dev.otagate.http;

import dev.otagate.metrics.ConnectionMetrics;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;

/**
 * One connection from the moment it is accepted: its phase, and the bytes that it holds. The first handler of its channel, and confined
 * to the channel's event loop.
 */
final class Connection extends ChannelInboundHandlerAdapter {
    private static final int FIRST_READ_BYTES = 2_048;
    private static final int MAX_READ_BYTES = 8_192;

    private final NodeConnections node;
    private final Runnable ready;
    private ChannelHandlerContext context;
    private ConnectionTable table;
    private TlsAccounting tls;
    private Requests requests;
    private InetAddress address;
    private Phase phase = Phase.IDLE;
    private long since = System.nanoTime();
    private boolean open;
    private boolean verified;
    private int heldBytes;

    /** @param ready runs when the event loop is ready for another new connection */
    Connection(NodeConnections node, Runnable ready) {
        this.node = node;
        this.ready = ready;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        Channel channel = added.channel();
        context = added;
        // A scheduled task, unlike an executed one, runs after the loop has polled for input again.
        channel.eventLoop().schedule(ready, 0, TimeUnit.NANOSECONDS);
        table = node.table(channel.eventLoop());
        // One small read in each iteration of the event loop: no connection delays the others.
        channel.config()
                .setRecvByteBufAllocator(
                        new AdaptiveRecvByteBufAllocator(FIRST_READ_BYTES, FIRST_READ_BYTES, MAX_READ_BYTES)
                                .maxMessagesPerRead(1));
        open = table.admit(this);
        if (!open) {
            added.close();
        } else if (!node.admitSocket(this, channel)) {
            table.evict(this, ConnectionMetrics.ADDRESS);
        } else if (node.speaksTls()) {
            tls = new TlsAccounting(this);
            channel.pipeline().addAfter(added.name(), null, tls);
        }
    }

    /** Called when the HTTP handlers are installed. */
    void onHttp(ChannelPipeline pipeline) {
        if (tls != null) {
            tls.observe(pipeline);
        }
    }

    void requests(Requests carried) {
        requests = carried;
    }

    /** The requests of the connection; {@code null} before the HTTP handlers are installed. */
    Requests requests() {
        return requests;
    }

    ConnectionTable table() {
        return table;
    }

    /** The queue of its next request. */
    TurnQueue turns(boolean first) {
        if (verified) {
            return table.verifiedTurns();
        }
        return first ? table.newcomers() : table.turns();
    }

    /** The address or network that counts against the limit by address; {@code null} if none does. */
    InetAddress address() {
        return address;
    }

    void address(InetAddress client) {
        address = client;
    }

    /** Whether it was admitted and is not closed. */
    boolean isOpen() {
        return open;
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

    /** Whether a request with a correct signature has ever arrived on it. */
    boolean isVerified() {
        return verified;
    }

    /** A request with a correct signature has arrived on it. */
    void becomeVerified() {
        if (open && !verified) {
            table.leave(this);
            verified = true;
            table.enter(this);
            if (tls != null) {
                tls.update();
            }
        }
    }

    /** The bytes held for it that count against the budget. */
    int heldBytes() {
        return heldBytes;
    }

    /** Takes bytes of the budget, or returns them if negative; false if the budget has no room, or the connection is closed. */
    boolean hold(int more) {
        if (!open || !table.reserve(this, more)) {
            return false;
        }
        heldBytes += more;
        return true;
    }

    /** Closes it at once, because the budget has no room, and counts it in {@code otagate.connections.closed}. */
    void evict() {
        if (open) {
            table.evict(this, ConnectionMetrics.BYTES);
        }
    }

    /** Closes it at once, without a response to the requests on it. */
    void close() {
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
    public void channelInactive(ChannelHandlerContext ctx) {
        forget();
        ctx.fireChannelInactive();
    }
}
