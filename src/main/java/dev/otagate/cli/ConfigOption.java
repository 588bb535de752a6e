package dev.otagate.cli;

import dev.otagate.config.ConfigException;
import dev.otagate.config.ConfigLoader;
import dev.otagate.config.GatewayConfig;
import dev.otagate.database.EmbeddedPostgres;
import dev.otagate.server.DatabaseAccess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The settings in YAML (default: conf/gateway.yaml in the working directory, if it exists).")
    private String file;

    GatewayConfig load() {
        CommandPath.requireWorkingDirectory();
        return ConfigLoader.load(path(), RawText.environment());
    }

    /** The database of a gateway, running or not. Fails with {@link ConfigException} if it does not exist: commands do not create it. */
    DatabaseAccess join(GatewayConfig config) {
        Path directory = config.database().dataDirectory();
        if (config.database().embedded() && !EmbeddedPostgres.exists(directory)) {
            throw new ConfigException("there is no database in " + directory.toAbsolutePath() + ", and " + source()
                    + ": name the gateway's settings by --config FILE, or set OTAGATE_DATABASE_DATA_DIRECTORY, or"
                    + " OTAGATE_DATABASE_EMBEDDED=false and OTAGATE_DATABASE_URI; otagate serve creates a database");
        }
        return DatabaseAccess.join(config.database());
    }

    private Optional<Path> path() {
        return Optional.ofNullable(file).map(text -> CommandPath.of("--config", text));
    }

    private String source() {
        Path path = path().orElse(ConfigLoader.DEFAULT_FILE).toAbsolutePath();
        return (Files.exists(path) ? "the settings are those of " : "there is no settings file ") + path;
    }
}
