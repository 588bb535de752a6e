package dev.otagate.chaos.hostile;

import dev.otagate.chaos.hostile.HonestConnection.Response;
import java.io.IOException;
import java.net.InetSocketAddress;

/** What the gateway itself counts. */
final class Metrics {
    private static final int TIMEOUT_MS = 5_000;

    private final Target target;

    Metrics(Target target) {
        this.target = target;
    }

    /** Connections to the API that are open, and all that were closed at a limit. */
    long connections() throws IOException {
        InetSocketAddress address = new InetSocketAddress(
                target.management().getHost(), target.management().getPort());
        try (HonestConnection connection = new HonestConnection(address, TIMEOUT_MS)) {
            Response metrics = connection.call(
                    HostileRequests.octets("GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"));
            return metrics.body()
                    .lines()
                    .filter(line -> line.startsWith("otagate_connections ")
                            || line.startsWith("otagate_connections_closed_total{"))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        }
    }
}
