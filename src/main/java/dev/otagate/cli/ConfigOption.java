package dev.otagate.cli;

import dev.otagate.config.ConfigLoader;
import dev.otagate.config.GatewayConfig;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that every command has: which settings it works with. */
final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings in YAML; conf/gateway.yaml in the working directory where not given and there.")
    private Path file;

    GatewayConfig load() {
        return ConfigLoader.load(Optional.ofNullable(file), System.getenv());
    }
}
