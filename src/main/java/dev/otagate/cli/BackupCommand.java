package dev.otagate.cli;

import dev.otagate.config.GatewayConfig;
import dev.otagate.database.Backup;
import dev.otagate.database.Migrations;
import dev.otagate.server.DatabaseAccess;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "backup",
        description =
                "Writes all rows of the database, of one snapshot, into a file, also while a gateway runs. The file does not"
                        + " contain the master key.",
        mixinStandardHelpOptions = true)
final class BackupCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The file to create.")
    private String file;

    @Mixin
    private ConfigOption config;

    @Override
    public void run() {
        Path target = CommandPath.of("FILE", file);
        GatewayConfig settings = config.load();
        try (DatabaseAccess access = config.join(settings)) {
            Migrations.requireCurrent(access.address(), AccountDatabase.TIMEOUT);
            JsonOutput.print(spec, JsonOutput.json(target, Backup.write(access.address(), target)));
        }
        spec.commandLine()
                .getErr()
                .println("The backup does not have the master key ("
                        + settings.secrets().source()
                        + "): back up the key too, in another place; without it, no access key works after a restore.");
    }
}
