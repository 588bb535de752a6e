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

/** The option that every command has: which settings it works with. */
final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings in YAML; conf/gateway.yaml in the working directory if not given and there.")
    private String file;

    GatewayConfig load() {
        CommandPath.requireWorkingDirectory();
        return ConfigLoader.load(path(), RawText.environment());
    }

    /** The database of a gateway, whether it runs or not. Fails with {@link ConfigException} if there is none: no command makes one. */
    DatabaseAccess join(GatewayConfig config) {
        Path directory = config.database().dataDirectory();
        if (config.database().embedded() && !EmbeddedPostgres.exists(directory)) {
            throw new ConfigException("there is no database in " + directory.toAbsolutePath() + ", and " + source()
                    + ": name the gateway's settings by --config FILE, or set OTAGATE_DATABASE_DATA_DIRECTORY, or"
                    + " OTAGATE_DATABASE_EMBEDDED=false and OTAGATE_DATABASE_URI; otagate serve makes a database");
        }
        return DatabaseAccess.join(config.database());
    }

    private Optional<Path> path() {
        return Optional.ofNullable(file).map(CommandPath::of);
    }

    private String source() {
        Path path = path().orElse(ConfigLoader.DEFAULT_FILE).toAbsolutePath();
        return (Files.exists(path) ? "the settings are those of " : "there is no settings file ") + path;
    }
}
