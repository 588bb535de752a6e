package dev.otagate.cluster;

import dev.otagate.database.SqlResource;
import dev.otagate.limit.Lease;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.StreamSupport;

/** The token buckets of hot accounts, in the database. */
final class SharedBuckets {
    private static final String LEASE = SqlResource.read(SharedBuckets.class, "lease-permits.sql");

    private final Pool pool;

    SharedBuckets(Pool pool) {
        this.pool = pool;
    }

    /**
     * Leases permits of several accounts by one statement; each account occurs once.
     *
     * @param begin called when there is a connection; nothing is sent if it returns false
     */
    Future<List<Lease>> lease(List<Lease.Request> requests, BooleanSupplier begin) {
        return pool.withConnection(connection -> begin.getAsBoolean()
                ? lease(connection, requests)
                : Future.failedFuture("the lease timed out before it was sent"));
    }

    private static Future<List<Lease>> lease(SqlClient connection, List<Lease.Request> requests) {
        Tuple columns = Tuple.tuple()
                .addArrayOfLong(column(requests, Lease.Request::accountId, Long[]::new))
                .addArrayOfInteger(column(requests, request -> request.limit().permitsPerSecond(), Integer[]::new))
                .addArrayOfInteger(column(requests, request -> request.limit().burst(), Integer[]::new))
                .addArrayOfDouble(column(requests, Lease.Request::initial, Double[]::new))
                .addArrayOfDouble(column(requests, Lease.Request::handedOver, Double[]::new))
                .addArrayOfInteger(column(requests, Lease.Request::wanted, Integer[]::new));
        return connection
                .preparedQuery(LEASE)
                .execute(columns)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Lease(
                                row.getLong("account_id"), row.getInteger("granted"), row.getDouble("tokens")))
                        .toList());
    }

    private static <T> T[] column(
            List<Lease.Request> requests, Function<Lease.Request, T> value, IntFunction<T[]> array) {
        return requests.stream().map(value).toArray(array);
    }
}
