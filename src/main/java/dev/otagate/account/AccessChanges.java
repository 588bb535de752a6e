package dev.otagate.account;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The changes up to {@code revision}; {@code all} if everything may have changed. */
record AccessChanges(long revision, boolean all, List<Key> keys, Set<Long> accounts) {
    /** The revision before the first check. */
    static final long NONE = -1;

    private static final int MAX_ROWS = 2_000;
    // In one snapshot: the revision, the changes, and whether the keys exist.
    private static final String SINCE = """
            SELECT r.revision, c.revision, c.access_key_id, c.account_id, k.access_key_id IS NOT NULL
            FROM access_revision r
            LEFT JOIN access_change c ON c.revision > $1 AND c.revision <= r.revision
            LEFT JOIN access_key k ON k.access_key_id = c.access_key_id
            ORDER BY c.revision
            LIMIT\s""" + MAX_ROWS;

    /** A key that was created, changed or deleted. */
    record Key(String id, boolean exists) {}

    static Future<AccessChanges> since(SqlConnection connection, long known) {
        return connection
                .preparedQuery(SINCE)
                .execute(Tuple.of(known == NONE ? Long.MAX_VALUE : known))
                .map(rows -> of(rows, known));
    }

    private static AccessChanges of(RowSet<Row> rows, long known) {
        List<Key> keys = new ArrayList<>();
        Set<Long> accounts = new HashSet<>();
        Set<Long> revisions = new HashSet<>();
        boolean all = known == NONE || rows.size() == MAX_ROWS;
        long revision = known;
        for (Row row : rows) {
            revision = row.getLong(0);
            if (row.getLong(1) == null) {
                continue;
            }
            revisions.add(row.getLong(1));
            if (row.getString(2) != null) {
                keys.add(new Key(row.getString(2), row.getBoolean(4)));
            } else if (row.getLong(3) != null) {
                accounts.add(row.getLong(3));
            } else {
                all = true;
            }
        }
        // Changes are missing: they were deleted, or the server is another one.
        all |= revisions.size() != revision - known;
        return new AccessChanges(revision, all, keys, accounts);
    }
}
