package dev.otagate.store;

import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The planner settings of the store's connections, and a check that the database has them. */
final class PlannerSettings {
    /**
     * The planner does not know the length of an array, and the statistics lag behind a growing table. Index probes and hash joins, by one
     * generic plan, are right for every batch; JIT compilation takes longer than it saves.
     */
    static final Map<String, String> VALUES = Map.of(
            "enable_seqscan", "off",
            "enable_nestloop", "off",
            "enable_mergejoin", "off",
            "plan_cache_mode", "force_generic_plan",
            "jit", "off");

    private static final Logger LOG = LoggerFactory.getLogger(PlannerSettings.class);
    private static final String SETTINGS = "SELECT name, setting FROM pg_settings WHERE name IN ('%s') ORDER BY name"
            .formatted(String.join("', '", VALUES.keySet()));

    private PlannerSettings() {}

    /** Warns if a setting is missing, which makes batches slow: a connection pooler removes start-up parameters. */
    static void check(SqlConnection connection) {
        connection.query(SETTINGS).execute().onSuccess(rows -> {
            List<String> missing = StreamSupport.stream(rows.spliterator(), false)
                    .filter(row -> !VALUES.get(row.getString(0)).equals(row.getString(1)))
                    .map(row -> row.getString(0))
                    .toList();
            if (!missing.isEmpty()) {
                LOG.atWarn()
                        .addKeyValue("settings", String.join(",", missing))
                        .log(
                                "the database does not have the store's planner settings; a pooler needs them in the role");
            }
        });
    }
}
