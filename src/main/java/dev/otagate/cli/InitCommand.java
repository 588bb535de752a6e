package dev.otagate.cli;

import dev.otagate.account.MasterKey;
import dev.otagate.config.ConfigException;
import dev.otagate.config.ConfigLoader;
import dev.otagate.config.SettingsTemplate;
import dev.otagate.file.AtomicFile;
import dev.otagate.file.ShellWord;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "init",
        description =
                "Writes conf/gateway.yaml, with a comment for every setting, and conf/master.key for a new gateway. Does not"
                        + " change existing files.",
        mixinStandardHelpOptions = true)
final class InitCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--directory",
            paramLabel = "D",
            description =
                    "The directory of the gateway (default: the working directory). Its data directory is D/data.")
    private String directory = ".";

    @Option(
            names = "--external",
            description = "For an external PostgreSQL; set database.uri in the settings file afterwards.")
    private boolean external;

    @Override
    public void run() {
        CommandPath.requireWorkingDirectory();
        Path home = CommandPath.of("--directory", directory).toAbsolutePath().normalize();
        Path settings = home.resolve(ConfigLoader.DEFAULT_FILE);
        Path masterKey = settings.resolveSibling("master.key");
        try {
            Files.createDirectories(settings.getParent());
            String text = SettingsTemplate.of(home.resolve("data"), masterKey, external);
            if (!AtomicFile.create(settings, text)) {
                throw new ConfigException(settings + " is already there: edit it, or choose another --directory");
            }
            MasterKey.create(masterKey);
        } catch (IOException e) {
            throw new ConfigException(home + " cannot be written: " + e);
        }
        JsonOutput.print(
                spec, new JsonObject().put("settings", settings.toString()).put("masterKey", masterKey.toString()));
        spec.commandLine()
                .getErr()
                .println((external ? "Set database.uri in " + settings + ", then start" : "Start")
                        + " the gateway with: " + ShellLine.thisProgram() + " serve --config "
                        + ShellWord.quoted(settings.toString()) + "\nBack up " + masterKey
                        + " too, in another place than the database: without it, no access key works.");
    }
}
