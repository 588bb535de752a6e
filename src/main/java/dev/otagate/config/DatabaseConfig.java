package dev.otagate.config;

import java.nio.file.Path;

/** The PostgreSQL of the gateway. The URI may have a password, and is never printed. */
public record DatabaseConfig(
        boolean embedded,
        Path dataDirectory,
        String uri,
        int poolSize,
        int statementTimeoutMs,
        int startPatienceMs,
        boolean allowDataLoss) {

    static DatabaseConfig of(SettingValues values) {
        DatabaseConfig database = new DatabaseConfig(
                values.isOn(Setting.DATABASE_EMBEDDED),
                Path.of(values.text(Setting.DATABASE_DATA_DIRECTORY)),
                values.text(Setting.DATABASE_URI),
                values.number(Setting.DATABASE_POOL_SIZE),
                values.number(Setting.DATABASE_STATEMENT_TIMEOUT_MS),
                values.number(Setting.DATABASE_START_PATIENCE_MS),
                values.isOn(Setting.DATABASE_ALLOW_DATA_LOSS));
        if (database.embedded != database.uri.isEmpty()) {
            throw new ConfigException(
                    database.embedded
                            ? Setting.DATABASE_URI.key() + " is for an external database: set "
                                    + Setting.DATABASE_EMBEDDED.key() + " to false with it"
                            : Setting.DATABASE_URI.key() + " must be set if " + Setting.DATABASE_EMBEDDED.key()
                                    + " is false");
        }
        return database;
    }

    @Override
    public String toString() {
        return embedded ? "embedded PostgreSQL in " + dataDirectory : "external PostgreSQL";
    }
}
