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

@Command(
        name = "restore",
        description =
                "Restores a backup into a database without accounts, while no gateway runs. Creates the embedded database if"
                        + " it does not exist.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The file that otagate backup wrote.")
    private String file;

    @Mixin
    private ConfigOption config;

    @Override
    public void run() {
        Path source = CommandPath.of("FILE", file);
        GatewayConfig settings = config.load();
        // Before an embedded database is created.
        Restore.inspect(source);
        Duration timeout = Duration.ofMillis(settings.database().startPatienceMs());
        try (DatabaseAccess access = DatabaseAccess.open(settings.database())) {
            JsonOutput.print(spec, JsonOutput.json(source, Restore.read(access.address(), source, timeout)));
        }
        spec.commandLine()
                .getErr()
                .println("The gateway needs the master key of the restored keys in "
                        + settings.secrets().source()
                        + ". If it is lost, give the keys new secrets with otagate key reissue.");
    }
}
