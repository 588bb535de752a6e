package dev.otagate.database;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.spi.ConnectionFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Selects the database server for a new connection. A single server is selected without a probe, if it may have any role. Otherwise
 * all are probed at once and the first that fits is selected, so that a dead server costs no time.
 *
 * <p>A server may change its role afterwards: after SQLSTATE 25006, the caller closes the connection and selects again. Thread-safe;
 * never blocks.
 */
public final class ServerSelector {
    private static final int PROBE_TIMEOUT_MS = 1_000;
    // On for standbys, and for primaries that are set to reject writes.
    private static final String READ_ONLY = "SHOW transaction_read_only";

    private final DatabaseAddress address;
    private final List<Candidate> candidates;
    private final Vertx vertx;

    /** A selector among the servers of {@code address}; its connections are closed with {@code vertx}. */
    public ServerSelector(Vertx vertx, DatabaseAddress address) {
        this.vertx = vertx;
        this.address = address;
        this.candidates = needsProbe(address)
                ? address.servers().stream().map(this::candidate).toList()
                : List.of();
    }

    private static boolean needsProbe(DatabaseAddress address) {
        return address.primaryOnly() || address.servers().size() > 1;
    }

    private Candidate candidate(DatabaseServer server) {
        PgConnectOptions options = address.connectOptions(server);
        return new Candidate(server, options, Pools.probe(vertx, server, options, PROBE_TIMEOUT_MS));
    }

    /**
     * Options for a connection to a server that fits now; the caller may change them. If none fits, fails within a second with a
     * {@link DatabaseException} that names the fault of each server.
     */
    public Future<PgConnectOptions> select() {
        if (!needsProbe(address)) {
            return Future.succeededFuture(address.connectOptions());
        }
        List<Future<PgConnectOptions>> probes = candidates.stream()
                .map(candidate -> candidate.probe(address.primaryOnly()))
                .toList();
        return Future.any(probes)
                .transform(done ->
                        probes.stream().filter(Future::succeeded).findFirst().orElseGet(() -> none(probes)));
    }

    /** Opens connections without a pool. They are closed with the verticle that calls this, after it has stopped. */
    public Connector connector() {
        ConnectionFactory<PgConnectOptions> connections =
                PgDriver.INSTANCE.createConnectionFactory(vertx, Liveness.transport());
        return options -> select().compose(
                        selected -> connections.connect(vertx.getOrCreateContext(), options.apply(selected)))
                .map(PgConnection::cast);
    }

    /** Opens connections, each to a server that fits at that moment, with the options that {@code options} returns. */
    @FunctionalInterface
    public interface Connector {
        Future<PgConnection> connect(UnaryOperator<PgConnectOptions> options);
    }

    private static Future<PgConnectOptions> none(List<Future<PgConnectOptions>> probes) {
        return Future.failedFuture(new DatabaseException(probes.stream()
                .map(probe -> probe.cause().getMessage())
                .collect(Collectors.joining("; ", "no server of the database can be used: ", ""))));
    }

    private record Candidate(DatabaseServer server, PgConnectOptions options, Pool probes) {
        Future<PgConnectOptions> probe(boolean forWrites) {
            return probes.query(READ_ONLY)
                    .execute()
                    .timeout(PROBE_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                    .map(rows -> rows.iterator().next().getString(0).equals("on"))
                    .transform(probed -> {
                        if (probed.failed()) {
                            return rejection(probed.cause().getMessage());
                        }
                        return probed.result() && forWrites
                                ? rejection("read-only")
                                : Future.succeededFuture(new PgConnectOptions(options));
                    });
        }

        private Future<PgConnectOptions> rejection(String cause) {
            return Future.failedFuture(new DatabaseException(server + ": " + cause));
        }
    }
}
