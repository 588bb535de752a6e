package dev.otagate.database;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.NetClientOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import jdk.net.ExtendedSocketOptions;

/** Options with which both sides of a connection detect within seconds that the other side is dead. */
public final class Liveness {
    static final int KEEPALIVE_IDLE_S = 5;
    static final int KEEPALIVE_INTERVAL_S = 2;
    static final int KEEPALIVE_COUNT = 3;
    private static final int UNACKNOWLEDGED_MS = 10_000;

    private static final String IDLE_IN_TRANSACTION = "idle_in_transaction_session_timeout";

    /** TCP parameters of the server's side, sent when a connection starts; a pooler must ignore them. */
    static final Map<String, String> TCP = Map.of(
            "tcp_keepalives_idle",
            Integer.toString(KEEPALIVE_IDLE_S),
            "tcp_keepalives_interval",
            Integer.toString(KEEPALIVE_INTERVAL_S),
            "tcp_keepalives_count",
            Integer.toString(KEEPALIVE_COUNT),
            "tcp_user_timeout",
            Integer.toString(UNACKNOWLEDGED_MS));

    /** Session parameters of the gateway's connections: only the transactions of dry runs and of the console span round trips. */
    static final Map<String, String> SESSION = withIdleInTransaction(Duration.ofSeconds(2));

    /** The same for backups and restores, whose transactions have many statements. */
    static final Map<String, String> JDBC_SESSION = withIdleInTransaction(Duration.ofMinutes(1));

    private Liveness() {}

    private static Map<String, String> withIdleInTransaction(Duration timeout) {
        Map<String, String> session = new HashMap<>(TCP);
        session.put(IDLE_IN_TRANSACTION, Long.toString(timeout.toMillis()));
        return Map.copyOf(session);
    }

    /**
     * Sets the keepalives of this side's sockets. Vert.x has no options for them, and the defaults of the system take two hours.
     */
    public static void keepAlive(ClientOptionsBase options, boolean isNative, Bootstrap bootstrap) {
        if (options.isTcpKeepAlive()) {
            bootstrap.option(
                    isNative
                            ? EpollChannelOption.TCP_KEEPIDLE
                            : NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE),
                    KEEPALIVE_IDLE_S);
            bootstrap.option(
                    isNative
                            ? EpollChannelOption.TCP_KEEPINTVL
                            : NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL),
                    KEEPALIVE_INTERVAL_S);
            bootstrap.option(
                    isNative
                            ? EpollChannelOption.TCP_KEEPCNT
                            : NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT),
                    KEEPALIVE_COUNT);
        }
    }

    /** Options of this side's sockets; the timeout takes effect with native transport. */
    public static NetClientOptions transport() {
        return new NetClientOptions().setTcpKeepAlive(true).setTcpUserTimeout(UNACKNOWLEDGED_MS);
    }
}
