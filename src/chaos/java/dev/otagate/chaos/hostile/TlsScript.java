package dev.otagate.chaos.hostile;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Carries another script over TLS. */
final class TlsScript implements Script {
    private final Script inner;
    private final SslHandler tls;
    private final EmbeddedChannel channel;
    private Consumer<String> events = event -> {};
    private boolean established;

    /** @param protocol that the client offers by ALPN */
    TlsScript(String protocol, Script inner) {
        this.inner = inner;
        tls = new SslHandler(ClientTls.engine(protocol));
        channel = new EmbeddedChannel(tls);
    }

    /** The first message of a handshake. */
    static byte[] hello() {
        ByteBuffer octets = new TlsScript("http/1.1", Script.once()).outgoing();
        byte[] hello = new byte[octets.remaining()];
        octets.get(hello);
        return hello;
    }

    @Override
    public void observe(Consumer<String> observer) {
        events = observer;
        inner.observe(observer);
    }

    @Override
    public ByteBuffer next() {
        ByteBuffer handshake = outgoing();
        if (handshake.hasRemaining() || !established) {
            return handshake.hasRemaining() ? handshake : null;
        }
        ByteBuffer piece = inner.next();
        if (piece == null) {
            return null;
        }
        channel.writeOutbound(Unpooled.wrappedBuffer(piece));
        return outgoing();
    }

    @Override
    public long pauseMs() {
        return established ? inner.pauseMs() : 0;
    }

    @Override
    public long received(ByteBuffer octets) {
        channel.writeInbound(Unpooled.copiedBuffer(octets));
        long pause = -1;
        ByteBuf decrypted = channel.readInbound();
        while (decrypted != null) {
            pause = Math.max(pause, inner.received(decrypted.nioBuffer()));
            decrypted.release();
            decrypted = channel.readInbound();
        }
        if (established) {
            return pause;
        }
        if (tls.handshakeFuture().isSuccess()) {
            established = true;
            events.accept("TLS " + tls.engine().getApplicationProtocol());
        }
        return 0;
    }

    private ByteBuffer outgoing() {
        channel.runPendingTasks();
        ByteBuf all = Unpooled.buffer();
        ByteBuf part = channel.readOutbound();
        while (part != null) {
            all.writeBytes(part);
            part.release();
            part = channel.readOutbound();
        }
        return all.nioBuffer();
    }
}
