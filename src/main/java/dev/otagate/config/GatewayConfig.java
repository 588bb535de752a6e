package dev.otagate.config;

import dev.otagate.limit.RateLimit;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * All settings, valid and typed; {@code conf/gateway.yaml} describes them. Immutable.
 *
 * @param explainPerSecond the most wrong signatures a second that are explained in their responses; 0 if none is
 */
public record GatewayConfig(
        HttpConfig http,
        ManagementConfig management,
        DatabaseConfig database,
        Store store,
        RateLimit rateLimit,
        Optional<String> nodeName,
        boolean answerResends,
        int explainPerSecond,
        SecretsConfig secrets,
        Log log,
        Shutdown shutdown) {

    public record Store(int connections, int batchSize, int queueLimit, int deadlineMs) {}

    public record Log(boolean json, String level, boolean requests) {}

    public record Shutdown(int drainMs, int graceMs) {}

    static GatewayConfig of(SettingValues values, Map<String, String> environment) {
        DatabaseConfig database = DatabaseConfig.of(values);
        HttpConfig http = HttpConfig.of(values);
        return new GatewayConfig(
                http,
                ManagementConfig.of(values, http),
                database,
                new Store(
                        values.number(Setting.STORE_CONNECTIONS),
                        values.number(Setting.STORE_BATCH_SIZE),
                        values.number(Setting.STORE_QUEUE_LIMIT),
                        values.number(Setting.STORE_DEADLINE_MS)),
                new RateLimit(
                        values.number(Setting.RATE_LIMIT_PERMITS_PER_SECOND), values.number(Setting.RATE_LIMIT_BURST)),
                values.optional(Setting.CLUSTER_NODE_NAME),
                values.isOn(Setting.RETRY_ANSWER_RESENDS),
                values.isOn(Setting.SIGNATURE_EXPLAIN) ? values.number(Setting.SIGNATURE_EXPLAIN_PER_SECOND) : 0,
                new SecretsConfig(
                        values.optional(Setting.SECRETS_MASTER_KEY_FILE)
                                .map(Path::of)
                                .orElse(database.dataDirectory().resolve("master.key")),
                        Optional.ofNullable(environment.get(SecretsConfig.VARIABLE))),
                new Log(
                        values.text(Setting.LOG_FORMAT).equals("json"),
                        values.text(Setting.LOG_LEVEL),
                        values.isOn(Setting.LOG_REQUESTS)),
                new Shutdown(values.number(Setting.SHUTDOWN_DRAIN_MS), values.number(Setting.SHUTDOWN_GRACE_MS)));
    }
}
