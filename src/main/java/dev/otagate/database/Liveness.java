package dev.otagate.database;

import io.vertx.core.net.NetClientOptions;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** By what both sides of a connection find within seconds that the other one is gone, and give up what it held. */
public final class Liveness {
    static final int KEEPALIVE_IDLE_S = 5;
    static final int KEEPALIVE_INTERVAL_S = 2;
    static final int KEEPALIVE_COUNT = 3;
    private static final int UNACKNOWLEDGED_MS = 10_000;

    /** Session parameters of the server's side, given at the start of a connection; a pooler must ignore them. */
    static final Map<String, String> SESSION = Map.of(
            "tcp_keepalives_idle",
            Integer.toString(KEEPALIVE_IDLE_S),
            "tcp_keepalives_interval",
            Integer.toString(KEEPALIVE_INTERVAL_S),
            "tcp_keepalives_count",
            Integer.toString(KEEPALIVE_COUNT),
            "tcp_user_timeout",
            Integer.toString(UNACKNOWLEDGED_MS),
            // No transaction of the gateway spans two round trips.
            "idle_in_transaction_session_timeout",
            Long.toString(TimeUnit.SECONDS.toMillis(2)));

    private Liveness() {}

    /** Options of this side's sockets; the TCP options take effect with native transport. */
    public static NetClientOptions transport() {
        return new NetClientOptions().setTcpKeepAlive(true).setTcpUserTimeout(UNACKNOWLEDGED_MS);
    }
}
