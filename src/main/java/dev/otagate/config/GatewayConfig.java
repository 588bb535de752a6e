package dev.otagate.config;

import dev.otagate.limit.RateLimit;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** All settings, valid and typed. Immutable. */
public record GatewayConfig(
        HttpConfig http,
        ManagementConfig management,
        DatabaseConfig database,
        StoreConfig store,
        RateLimit rateLimit,
        ClusterConfig cluster,
        RetryConfig retry,
        SecretsConfig secrets,
        LogConfig log,
        ShutdownConfig shutdown) {

    static GatewayConfig of(SettingValues values, Map<String, String> environment) {
        DatabaseConfig database = DatabaseConfig.of(values);
        HttpConfig http = HttpConfig.of(values);
        return new GatewayConfig(
                http,
                ManagementConfig.of(values, http),
                database,
                new StoreConfig(
                        values.number(Setting.STORE_CONNECTIONS),
                        values.number(Setting.STORE_BATCH_SIZE),
                        values.number(Setting.STORE_QUEUE_LIMIT),
                        values.number(Setting.STORE_DEADLINE_MS)),
                new RateLimit(
                        values.number(Setting.RATE_LIMIT_PERMITS_PER_SECOND), values.number(Setting.RATE_LIMIT_BURST)),
                new ClusterConfig(
                        Optional.of(values.text(Setting.CLUSTER_NODE_NAME)).filter(name -> !name.isEmpty())),
                new RetryConfig(values.isOn(Setting.RETRY_ANSWER_RESENDS)),
                new SecretsConfig(
                        path(values.text(Setting.SECRETS_MASTER_KEY_FILE))
                                .orElse(database.dataDirectory().resolve("master.key")),
                        Optional.ofNullable(environment.get(SecretsConfig.VARIABLE))),
                new LogConfig(
                        values.text(Setting.LOG_FORMAT).equals("json"),
                        values.text(Setting.LOG_LEVEL),
                        values.isOn(Setting.LOG_REQUESTS)),
                new ShutdownConfig(values.number(Setting.SHUTDOWN_DRAIN_MS), values.number(Setting.SHUTDOWN_GRACE_MS)));
    }

    private static Optional<Path> path(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    }
}
