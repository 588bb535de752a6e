package dev.otagate.cli;

import dev.otagate.config.ConfigException;
import dev.otagate.config.GatewayConfig;
import dev.otagate.database.Migrations;
import dev.otagate.server.DatabaseAccess;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code otagate migrate}: brings the schema of a database up to date, as {@code serve} does at its start. */
@Command(
        name = "migrate",
        description = "Brings the schema up to date, as serve does at its start. No other command changes it.",
        mixinStandardHelpOptions = true)
final class MigrateCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--check",
            description = "Changes nothing; fails if the schema is older or newer than this otagate.")
    private boolean check;

    @Mixin
    private ConfigOption config;

    @Override
    public void run() {
        GatewayConfig settings = config.load();
        Duration patience = Duration.ofMillis(settings.database().startPatienceMs());
        try (DatabaseAccess access = config.join(settings)) {
            if (check) {
                Migrations.check(access.address(), patience).ifPresent(fault -> {
                    throw new ConfigException(fault);
                });
            }
            int applied = check ? 0 : Migrations.migrate(access.address(), patience);
            new JsonOutput(spec.commandLine().getOut()).migrated(applied);
        }
    }
}
