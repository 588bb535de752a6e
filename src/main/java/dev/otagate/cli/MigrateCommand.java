package dev.otagate.cli;

import dev.otagate.config.GatewayConfig;
import dev.otagate.database.Migrations;
import dev.otagate.server.DatabaseAccess;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "migrate",
        description = "Migrates the schema of the database to this version, as serve does at its start.",
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
        Duration timeout = Duration.ofMillis(settings.database().startPatienceMs());
        try (DatabaseAccess access = config.join(settings)) {
            if (check) {
                Migrations.requireCurrent(access.address(), timeout);
            }
            int applied = check ? 0 : Migrations.migrate(access.address(), timeout);
            JsonOutput.print(spec, new JsonObject().put("applied", applied));
        }
    }
}
