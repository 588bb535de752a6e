package dev.otagate.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Many connections of which each sends the same bytes, as far as the gateway takes them, and reads nothing unless asked to. */
public final class Crowd implements AutoCloseable {
    private final List<SocketChannel> channels = new ArrayList<>();

    /** Connects so often. */
    public static Crowd of(int connections, int port) {
        Crowd crowd = new Crowd();
        for (int i = 0; i < connections; i++) {
            crowd.channels.add(connect(port));
        }
        return crowd;
    }

    private static SocketChannel connect(int port) {
        try {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.configureBlocking(false);
            return channel;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends bytes, each character one of them, on all connections that are open; what the gateway does not take is dropped. */
    public Crowd send(String octets) {
        byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
        for (SocketChannel channel : channels) {
            try {
                channel.write(ByteBuffer.wrap(bytes));
            } catch (IOException e) {
                // Closed by the gateway.
            }
        }
        return this;
    }

    /** How many connections the gateway has not closed; what has arrived on them is dropped. */
    public long open() {
        return channels.stream().filter(Crowd::isOpen).count();
    }

    private static boolean isOpen(SocketChannel channel) {
        ByteBuffer buffer = ByteBuffer.allocate(65_536);
        try {
            int read = channel.read(buffer);
            while (read > 0) {
                read = channel.read(buffer.clear());
            }
            return read == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        for (SocketChannel channel : channels) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
