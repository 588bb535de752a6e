package dev.otagate.http;

import dev.otagate.config.HttpConfig;
import dev.otagate.database.Liveness;
import dev.otagate.metrics.ConnectionMetrics;
import dev.otagate.pipeline.ClientAddress;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.transports.EpollTransport;
import io.vertx.core.impl.transports.NioTransport;
import io.vertx.core.impl.transports.TransportInternal;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.transport.Transport;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The API connections of a node: one table for each event loop. Thread-safe. */
public final class NodeConnections {
    private static final int MAX_NEW = 8;
    private static final int IPV6_BYTES = 16;
    private static final int IPV6_NETWORK_BYTES = 8;

    private final AtomicInteger fresh = new AtomicInteger();
    private final HttpConfig config;
    private final ConnectionMetrics metrics;
    private final ClientAddress clients;
    private final Map<EventLoop, ConnectionTable> tables = new ConcurrentHashMap<>();

    public NodeConnections(HttpConfig config, ConnectionMetrics metrics) {
        this.config = config;
        this.metrics = metrics;
        this.clients = new ClientAddress(config.trustedProxies());
    }

    /** Returns the transport for Vert.x. It counts API connections from the moment they are accepted, and detects dead database servers. */
    public Transport transport() {
        EpollTransport epoll = new EpollTransport() {
            @Override
            public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
                super.configure(options, domainSocket, bootstrap);
                observe(options, bootstrap);
            }

            @Override
            public void configure(
                    ClientOptionsBase options, int connectTimeout, boolean domainSocket, Bootstrap bootstrap) {
                super.configure(options, connectTimeout, domainSocket, bootstrap);
                if (!domainSocket) {
                    Liveness.keepAlive(options, true, bootstrap);
                }
            }
        };
        if (epoll.isAvailable()) {
            return new TransportInternal("epoll", true, null, epoll);
        }
        return new TransportInternal("nio", true, null, new NioTransport() {
            @Override
            public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
                super.configure(options, domainSocket, bootstrap);
                observe(options, bootstrap);
            }

            @Override
            public void configure(
                    ClientOptionsBase options, int connectTimeout, boolean domainSocket, Bootstrap bootstrap) {
                super.configure(options, connectTimeout, domainSocket, bootstrap);
                if (!domainSocket) {
                    Liveness.keepAlive(options, false, bootstrap);
                }
            }
        });
    }

    private void observe(NetServerOptions options, ServerBootstrap bootstrap) {
        if (options instanceof HttpServerOptions && options.getPort() == HttpServerSettings.port(config)) {
            bootstrap.handler(new Acceptor());
        }
    }

    /** Returns the table of an event loop; call it on that loop only. */
    ConnectionTable table(EventLoop loop) {
        return tables.computeIfAbsent(
                loop, first -> new ConnectionTable(ConnectionBounds.of(config), metrics.loop(), first));
    }

    /** Whether every connection begins with a TLS handshake. */
    boolean speaksTls() {
        return config.tls().enabled();
    }

    // A trusted proxy has no limit.
    private boolean admitAddress(Connection connection, InetAddress address) {
        return clients.isTrusted(address.getHostAddress())
                || connection.table().admitAddress(connection, network(address));
    }

    // A client of IPv6 has at least a /64 network of addresses.
    private static InetAddress network(InetAddress address) {
        return address instanceof Inet6Address
                ? NetUtil.createInetAddressFromIpAddressString(NetUtil.bytesToIpAddress(
                        Arrays.copyOf(Arrays.copyOf(address.getAddress(), IPV6_NETWORK_BYTES), IPV6_BYTES)))
                : address;
    }

    /** Counts a connection against the limit of its socket's address; false if it is over the limit. Does nothing with the PROXY protocol. */
    boolean admitSocket(Connection connection, Channel channel) {
        return config.proxyProtocol()
                || !(channel.remoteAddress() instanceof InetSocketAddress socket)
                || admitAddress(connection, socket.getAddress());
    }

    /** Counts a connection against the limit of the address from the PROXY protocol; false if it is over the limit. */
    boolean admitProxied(Connection connection, String address) {
        return !config.proxyProtocol()
                || !NetUtil.isValidIpV4Address(address) && !NetUtil.isValidIpV6Address(address)
                || admitAddress(connection, NetUtil.createInetAddressFromIpAddressString(address));
    }

    // Accepts only a few connections until the event loops have polled for other input: each is an open file, and takes
    // time.
    private final class Acceptor extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object accepted) {
            if (fresh.incrementAndGet() >= MAX_NEW) {
                ctx.channel().config().setAutoRead(false);
            }
            Connection connection = new Connection(NodeConnections.this, () -> ready(ctx.channel()));
            ((Channel) accepted).pipeline().addLast(connection);
            ctx.fireChannelRead(accepted);
        }

        private void ready(Channel server) {
            if (fresh.decrementAndGet() == 0) {
                server.config().setAutoRead(true);
            }
        }
    }
}
