package dev.otagate.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Many connections of which each sends the same bytes, as far as the gateway takes them, and reads nothing unless asked to. */
public final class Crowd implements AutoCloseable {
    private static final long SEND_NANOS = TimeUnit.SECONDS.toNanos(1);

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

    /** The same for bytes that the gateway takes in several pieces; what it does not take within a second is dropped. */
    public Crowd sendAll(byte[] octets) {
        Map<SocketChannel, ByteBuffer> rest = new LinkedHashMap<>();
        channels.forEach(channel -> rest.put(channel, ByteBuffer.wrap(octets)));
        long start = System.nanoTime();
        while (!rest.isEmpty() && System.nanoTime() - start < SEND_NANOS) {
            rest.entrySet().removeIf(entry -> isSent(entry.getKey(), entry.getValue()));
        }
        return this;
    }

    private static boolean isSent(SocketChannel channel, ByteBuffer octets) {
        try {
            channel.write(octets);
            return !octets.hasRemaining();
        } catch (IOException e) {
            // Closed by the gateway.
            return true;
        }
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
