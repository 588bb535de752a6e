package dev.otagate.cluster;

import dev.otagate.database.SqlResource;
import dev.otagate.limit.RateLimit;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/** The tables of nodes and of hot accounts. */
public final class NodeRegistry {
    private static final String HEARTBEAT = SqlResource.read(NodeRegistry.class, "heartbeat.sql");
    private static final String NEWLY_HOT = SqlResource.read(NodeRegistry.class, "newly-hot.sql");
    private static final String STILL_HOT = SqlResource.read(NodeRegistry.class, "still-hot.sql");
    private static final String LEAVE = "DELETE FROM node WHERE node_id = $1";
    private static final String LIST = "SELECT node_id, name, version, started_at,"
            + " floor(extract(epoch FROM clock_timestamp() - seen_at) * 1000)::bigint AS seen_ms_ago,"
            + " seen_at > clock_timestamp() - interval '1 second' AS alive"
            + " FROM node ORDER BY name, started_at";

    private final SqlClient client;

    /** The number of nodes that are alive, this one included, and the database's clock in milliseconds since the epoch. */
    record Heartbeat(int nodes, long databaseMs) {}

    public NodeRegistry(SqlClient client) {
        this.client = client;
    }

    Future<Heartbeat> heartbeat(Node self) {
        return client.preparedQuery(HEARTBEAT)
                .execute(Tuple.of(self.id(), self.name(), self.version()))
                .map(rows -> rows.iterator().next())
                .map(row -> new Heartbeat(row.getInteger("nodes"), row.getLong("database_ms")));
    }

    /** Accounts that became hot in the last two seconds. */
    Future<Map<Long, RateLimit>> newlyHot() {
        return client.preparedQuery(NEWLY_HOT).execute().map(rows -> {
            Map<Long, RateLimit> accounts = new HashMap<>();
            rows.forEach(row -> accounts.put(
                    row.getLong("account_id"),
                    new RateLimit(row.getInteger("permits_per_second"), row.getInteger("burst"))));
            return accounts;
        });
    }

    /** All hot accounts, after the removal of those that are not hot any more. */
    Future<Set<Long>> stillHot() {
        return client.preparedQuery(STILL_HOT).execute().map(rows -> {
            Set<Long> accounts = new HashSet<>();
            rows.forEach(row -> accounts.add(row.getLong("account_id")));
            return accounts;
        });
    }

    /** Deletes this node's row, so that the others do not count it any more. */
    Future<?> leave(Node self) {
        return client.preparedQuery(LEAVE).execute(Tuple.of(self.id()));
    }

    /** All nodes with a heartbeat in the last minute, by name. */
    public Future<List<NodeStatus>> all() {
        return client.query(LIST)
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new NodeStatus(
                                new Node(row.getUUID("node_id"), row.getString("name"), row.getString("version")),
                                row.getOffsetDateTime("started_at").toInstant(),
                                row.getLong("seen_ms_ago"),
                                row.getBoolean("alive")))
                        .toList());
    }
}
