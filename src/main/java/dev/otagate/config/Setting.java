package dev.otagate.config;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * Every setting with its default and its rule. {@code conf/gateway.yaml} describes them.
 *
 * <p>The environment variable of a setting is {@code OTAGATE_} and the constant's name.
 */
enum Setting {
    HTTP_HOST("http.host", "127.0.0.1", SettingRule.name()),
    HTTP_PORT("http.port", 8686, 0, 65_535),
    HTTP_HTTP2("http.http2", false),
    HTTP_IDLE_TIMEOUT_MS("http.idleTimeoutMs", 75_000, 60_000, 3_600_000),
    HTTP_BODY_TIMEOUT_MS("http.bodyTimeoutMs", 10_000, 100, 600_000),
    HTTP_MAX_PARAMETERS("http.maxParameters", 256, 32, 65_536),
    HTTP_MAX_UNVERIFIED_BODY_BYTES("http.maxUnverifiedBodyBytes", 8_192, 1_024, 16_777_216),
    HTTP_MAX_BODY_BYTES("http.maxBodyBytes", 262_144, 8_192, 16_777_216),
    HTTP_MAX_CONNECTIONS("http.maxConnections", 8_192, 8, 1_000_000),
    HTTP_MAX_CONNECTIONS_PER_ADDRESS("http.maxConnectionsPerAddress", 4_096, 1, 1_000_000),
    HTTP_HEAD_TIMEOUT_MS("http.headTimeoutMs", 10_000, 100, 600_000),
    HTTP_MAX_REQUEST_LINE_BYTES("http.maxRequestLineBytes", 65_536, 1_024, 1_048_576),
    HTTP_MAX_HEADER_BYTES("http.maxHeaderBytes", 16_384, 1_024, 1_048_576),
    HTTP_MAX_HEADERS("http.maxHeaders", 100, 16, 10_000),
    HTTP_MAX_UNVERIFIED_BYTES("http.maxUnverifiedBytes", 33_554_432, 1_048_576, 1_073_741_824),
    HTTP_MAX_STREAMS("http.maxStreams", 64, 1, 1_000),
    HTTP_EVENT_LOOPS("http.eventLoops", 0, 0, 256),
    HTTP_PROXY_PROTOCOL("http.proxyProtocol", false),
    HTTP_TRUSTED_PROXIES("http.trustedProxies", "", SettingRule.networks()),
    HTTP_SERVER_TIMING("http.serverTiming", false),
    HTTP_TLS_CERTIFICATE("http.tls.certificate", "", SettingRule.path()),
    HTTP_TLS_KEY("http.tls.key", "", SettingRule.path()),
    MANAGEMENT_HOST("management.host", "127.0.0.1", SettingRule.name()),
    MANAGEMENT_PORT("management.port", 8687, 0, 65_535),
    MANAGEMENT_ALLOWED_HOSTS("management.allowedHosts", "", SettingRule.hostNames()),
    MANAGEMENT_REQUEST_HISTORY("management.requestHistory", 10_000, 0, 100_000),
    MANAGEMENT_CONSOLE("management.console", "auto", "auto", "true", "false"),
    MANAGEMENT_PUBLIC_URL("management.publicUrl", "", SettingRule.baseUrl()),
    DATABASE_EMBEDDED("database.embedded", true),
    DATABASE_DATA_DIRECTORY("database.dataDirectory", "data", SettingRule.requiredPath()),
    DATABASE_URI("database.uri", ""),
    DATABASE_POOL_SIZE("database.poolSize", 4, 1, 256),
    DATABASE_STATEMENT_TIMEOUT_MS("database.statementTimeoutMs", 5_000, 100, 20_000),
    DATABASE_START_PATIENCE_MS("database.startPatienceMs", 60_000, 0, 3_600_000),
    DATABASE_ALLOW_DATA_LOSS("database.allowDataLoss", false),
    STORE_CONNECTIONS("store.connections", 2, 1, 64),
    STORE_BATCH_SIZE("store.batchSize", 512, 1, 4_096),
    STORE_QUEUE_LIMIT("store.queueLimit", 4_096, 1, 1_000_000),
    STORE_DEADLINE_MS("store.deadlineMs", 2_500, 10, 600_000),
    RATE_LIMIT_PERMITS_PER_SECOND("rateLimit.permitsPerSecond", 1_000, 0, 1_000_000),
    RATE_LIMIT_BURST("rateLimit.burst", 2_000, 1, 10_000_000),
    CLUSTER_NODE_NAME("cluster.nodeName", ""),
    RETRY_ANSWER_RESENDS("retry.answerResends", false),
    SIGNATURE_EXPLAIN("signature.explain", false),
    SIGNATURE_EXPLAIN_PER_SECOND("signature.explainPerSecond", 10, 1, 1_000),
    SECRETS_MASTER_KEY_FILE("secrets.masterKeyFile", "", SettingRule.path()),
    LOG_FORMAT("log.format", "text", "text", "json"),
    LOG_LEVEL("log.level", "info", "error", "warn", "info", "debug", "trace"),
    LOG_REQUESTS("log.requests", true),
    SHUTDOWN_DRAIN_MS("shutdown.drainMs", 5_000, 0, 600_000),
    SHUTDOWN_GRACE_MS("shutdown.graceMs", 10_000, 0, 600_000);

    /** The value of a setting whose default depends on other settings. */
    static final String AUTOMATIC = "auto";

    private static final String ENVIRONMENT_PREFIX = "OTAGATE_";

    private final String key;
    private final String defaultValue;
    private final SettingRule rule;

    Setting(String key, String defaultValue, SettingRule rule) {
        this.key = key;
        this.defaultValue = defaultValue;
        this.rule = rule;
    }

    Setting(String key, String defaultValue) {
        this(key, defaultValue, SettingRule.anyText());
    }

    Setting(String key, int defaultValue, int min, int max) {
        this(key, Integer.toString(defaultValue), SettingRule.wholeNumber(min, max));
    }

    Setting(String key, boolean defaultValue) {
        this(key, Boolean.toString(defaultValue), SettingRule.oneOf("true", "false"));
    }

    Setting(String key, String defaultValue, String... choices) {
        this(key, defaultValue, SettingRule.oneOf(choices));
    }

    /** Its name in the file, such as {@code http.port}. */
    String key() {
        return key;
    }

    /** Its name in the environment, such as {@code OTAGATE_HTTP_PORT}. */
    String variable() {
        return ENVIRONMENT_PREFIX + name();
    }

    String defaultValue() {
        return defaultValue;
    }

    SettingRule rule() {
        return rule;
    }

    /** Whether its value may have a password. */
    boolean isSecret() {
        return this == DATABASE_URI;
    }

    /** The setting that {@code naming} gives this name. */
    static Optional<Setting> named(String name, Function<Setting, String> naming) {
        return Arrays.stream(values())
                .filter(setting -> naming.apply(setting).equals(name))
                .findFirst();
    }

    /** Whether the keys of settings begin with this name and a dot. */
    static boolean isSection(String name) {
        return Arrays.stream(values()).anyMatch(setting -> setting.key.startsWith(name + "."));
    }
}
