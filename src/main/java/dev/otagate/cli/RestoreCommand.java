package dev.otagate.cli;

import dev.otagate.config.GatewayConfig;
import dev.otagate.database.Restore;
import dev.otagate.server.DatabaseAccess;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code otagate restore}: reads a backup into an empty database, while no gateway runs. */
@Command(
        name = "restore",
        description =
                "Reads a backup into a database without accounts, while no gateway runs; the embedded database is made if it is"
                        + " not there.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "What the command backup made.")
    private String file;

    @Mixin
    private ConfigOption config;

    @Override
    public void run() {
        Path source = CommandPath.of(file);
        GatewayConfig settings = config.load();
        // Found out before a database is made.
        Restore.inspect(source);
        try (DatabaseAccess access = DatabaseAccess.open(settings.database())) {
            new JsonOutput(spec.commandLine().getOut())
                    .backup(
                            source,
                            Restore.read(
                                    access.address(),
                                    source,
                                    Duration.ofMillis(settings.database().startPatienceMs())));
        }
        spec.commandLine()
                .getErr()
                .println("The gateway needs the master key of the restored keys: " + settings.secrets()
                        + ". If it is lost, give the keys new secrets with otagate key reissue.");
    }
}
