package dev.otagate.database;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.Optional;

/** The settings that a session of the database must have, so that a commit is durable. */
public record Guarantees(boolean allowDataLoss) {
    private static final String SETTINGS = "SELECT current_setting('fsync'), current_setting('full_page_writes'),"
            + " current_setting('synchronous_commit'), current_setting('synchronous_standby_names')";
    // With the others, a commit may be on no standby's disk.
    private static final List<String> DURABLE_ON_STANDBYS = List.of("on", "remote_apply");

    /** One line about a setting that can lose changes; empty if there is none. One round trip. */
    public Future<Optional<String>> check(SqlClient session) {
        return session.query(SETTINGS)
                .execute()
                .map(rows -> fault(rows.iterator().next()));
    }

    private Optional<String> fault(Row settings) {
        if (allowDataLoss) {
            return Optional.empty();
        }
        if (settings.getString(0).equals("off")) {
            return lossy("fsync is off");
        }
        if (settings.getString(1).equals("off")) {
            return lossy("full_page_writes is off");
        }
        String commit = settings.getString(2);
        if (commit.equals("off")) {
            return lossy("synchronous_commit is off for the gateway's role or database");
        }
        return settings.getString(3).isEmpty() || DURABLE_ON_STANDBYS.contains(commit)
                ? Optional.empty()
                : lossy("synchronous_commit is " + commit + " with synchronous_standby_names set");
    }

    private static Optional<String> lossy(String setting) {
        return Optional.of(
                setting + ": acknowledged changes could be lost; change that setting of PostgreSQL, or accept the"
                        + " loss with database.allowDataLoss: true");
    }
}
