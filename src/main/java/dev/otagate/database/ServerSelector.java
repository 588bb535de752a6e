package dev.otagate.database;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.spi.ConnectionFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Says which of the database's servers a new connection should go to. A lone server of any role is taken as it is. Otherwise
 * all are asked at once, and the first that fits is taken, so that a dead one costs no time.
 *
 * <p>A server may change its role right after it was asked: who meets SQLSTATE 25006 gives the connection up and asks again.
 * May be used from any context; never blocks.
 */
public final class ServerSelector {
    private static final int PROBE_TIMEOUT_MS = 1_000;
    // Several that connect at about the same time share one connection for their questions.
    private static final int PROBE_IDLE_MS = 2_000;
    // On in recovery, too: this one question finds standbys and primaries that were set to take no writes.
    private static final String READ_ONLY = "SHOW transaction_read_only";

    private final DatabaseAddress address;
    private final List<Candidate> candidates;
    private final Vertx vertx;

    /** A selector among the servers of {@code address}; what it opens is closed with {@code vertx} at the latest. */
    public ServerSelector(Vertx vertx, DatabaseAddress address) {
        this.vertx = vertx;
        this.address = address;
        this.candidates = isAsked(address) ? candidates(vertx, address) : List.of();
    }

    private static boolean isAsked(DatabaseAddress address) {
        return address.primaryOnly() || address.servers().size() > 1;
    }

    private static List<Candidate> candidates(Vertx vertx, DatabaseAddress address) {
        return address.servers().stream()
                .map(server -> Candidate.of(vertx, server, address.connectOptions(server)))
                .toList();
    }

    /**
     * How to connect to a server that fits now, as options of the caller's own. Fails within a second where none does, with a
     * {@link DatabaseException} that says what each answered.
     */
    public Future<PgConnectOptions> select() {
        if (!isAsked(address)) {
            return Future.succeededFuture(address.connectOptions());
        }
        List<Future<PgConnectOptions>> probes = candidates.stream()
                .map(candidate -> candidate.probe(address.primaryOnly()))
                .toList();
        return Future.any(probes)
                .transform(done ->
                        probes.stream().filter(Future::succeeded).findFirst().orElseGet(() -> none(probes)));
    }

    /** Opens connections that are in no pool; they are closed with the verticle that calls this, after it has stopped. */
    public Connector connector() {
        ConnectionFactory<PgConnectOptions> connections =
                PgDriver.INSTANCE.createConnectionFactory(vertx, Liveness.transport());
        return options -> select().compose(
                        selected -> connections.connect(vertx.getOrCreateContext(), options.apply(selected)))
                .map(PgConnection::cast);
    }

    /** Opens connections, each to a server that fits then. */
    @FunctionalInterface
    public interface Connector {
        /** A new connection, with what {@code options} adds. */
        Future<PgConnection> connect(UnaryOperator<PgConnectOptions> options);
    }

    private static Future<PgConnectOptions> none(List<Future<PgConnectOptions>> probes) {
        return Future.failedFuture(new DatabaseException(probes.stream()
                .map(probe -> probe.cause().getMessage())
                .collect(Collectors.joining("; ", "no server of the database will do: ", ""))));
    }

    private record Candidate(DatabaseServer server, PgConnectOptions options, Pool probes) {
        static Candidate of(Vertx vertx, DatabaseServer server, PgConnectOptions options) {
            Pool probes = PgBuilder.pool()
                    .with(new PoolOptions()
                            .setName("probe " + server)
                            .setMaxSize(1)
                            .setConnectionTimeout(PROBE_TIMEOUT_MS)
                            .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS))
                    .with(Liveness.transport()
                            .setConnectTimeout(PROBE_TIMEOUT_MS)
                            .setIdleTimeout(PROBE_IDLE_MS)
                            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS))
                    .connectingTo(new PgConnectOptions(options).addProperty("application_name", "otagate-probe"))
                    .using(vertx)
                    .build();
            return new Candidate(server, options, probes);
        }

        Future<PgConnectOptions> probe(boolean forWrites) {
            return probes.query(READ_ONLY)
                    .execute()
                    .timeout(PROBE_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                    .map(rows -> rows.iterator().next().getString(0).equals("on"))
                    .transform(asked -> {
                        if (asked.failed()) {
                            return rejection(asked.cause().getMessage());
                        }
                        return asked.result() && forWrites
                                ? rejection("read-only")
                                : Future.succeededFuture(new PgConnectOptions(options));
                    });
        }

        private Future<PgConnectOptions> rejection(String why) {
            return Future.failedFuture(new DatabaseException(server + ": " + why));
        }
    }
}
