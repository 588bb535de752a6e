package dev.otagate.store;

import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the planner is told on the store's connections, and whether it heard it. */
final class PlannerSettings {
    /**
     * Arrays hide their length from the planner, and statistics lag behind a growing table. A batch gets a response by index probes
     * and hash joins whatever the planner believes, and by one plan for all; compiling it would take longer.
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

    /** Warns where they did not arrive: a pooler between takes them off, and batches are slow then. */
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
