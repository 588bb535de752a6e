package dev.otagate.chaos.hostile;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One connection of a {@link Swarm}. Used by the thread of the swarm alone. */
final class SwarmConnection {
    private final String localAddress;
    private final Supplier<Script> scripts;
    private final SwarmCounts counts;
    private SocketChannel channel;
    private SelectionKey key;
    private Script script;
    private ByteBuffer piece;
    private boolean pieceSent;
    private long dueNanos;

    SwarmConnection(String localAddress, Supplier<Script> scripts, SwarmCounts counts) {
        this.localAddress = localAddress;
        this.scripts = scripts;
        this.counts = counts;
    }

    long dueNanos() {
        return dueNanos;
    }

    /** Must not be called while this is in a queue ordered by {@link #dueNanos}. */
    void dueAt(long nanos) {
        dueNanos = nanos;
    }

    boolean isOpen() {
        return channel != null;
    }

    void open(Selector selector, InetSocketAddress target) throws IOException {
        script = scripts.get();
        script.observe(counts::event);
        piece = null;
        pieceSent = false;
        channel = SocketChannel.open();
        channel.configureBlocking(false);
        // A reset instead of TIME_WAIT, so that the ports of this machine last.
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.bind(new InetSocketAddress(localAddress, 0));
        boolean connected = channel.connect(target);
        key = channel.register(selector, SelectionKey.OP_CONNECT, this);
        if (connected) {
            connected();
        }
    }

    void connected() throws IOException {
        channel.finishConnect();
        counts.opened();
        resume();
    }

    /** Sends, and reads if the script reads. */
    void resume() {
        key.interestOps(SelectionKey.OP_WRITE | reading());
    }

    void suspend() {
        key.interestOps(reading());
    }

    private int reading() {
        return script.reads() ? SelectionKey.OP_READ : 0;
    }

    /** Reads what is there; returns the milliseconds until it is to send again, -1 if that does not depend on it. Throws {@link EOFException} if the gateway has closed the connection. */
    long read(ByteBuffer buffer) throws IOException {
        buffer.clear();
        int octets = channel.read(buffer);
        if (octets < 0) {
            throw new EOFException("closed");
        }
        counts.received(buffer.flip());
        return script.received(buffer);
    }

    /** Sends the next octets; returns how many. Afterwards, {@link #pauseNanos} says when to go on. */
    int write() throws IOException {
        pieceSent = false;
        if (piece == null) {
            piece = script.next();
        }
        if (piece == null) {
            suspend();
            return 0;
        }
        int octets = channel.write(piece);
        if (!piece.hasRemaining()) {
            piece = null;
            pieceSent = true;
        }
        counts.sent(octets);
        return octets;
    }

    /** Until the next piece; 0 if there is no pause. */
    long pauseNanos() {
        return pieceSent ? TimeUnit.MILLISECONDS.toNanos(script.pauseMs()) : 0;
    }

    void abort() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                counts.failed(e.toString());
            }
            channel = null;
        }
    }
}
