package dev.otagate.cli;

import dev.otagate.database.Diagnosis;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** {@code otagate}: without a subcommand it serves. */
@Command(
        name = "otagate",
        description = "Serves the OTA-module API, and manages accounts, keys and products.",
        mixinStandardHelpOptions = true,
        versionProvider = RootCommand.Version.class,
        subcommands = {
            ServeCommand.class,
            AccountCommand.class,
            KeyCommand.class,
            ProductCommand.class,
            NodeCommand.class,
            SignCommand.class,
            CommandLine.HelpCommand.class
        })
public final class RootCommand implements Runnable {
    private static final int FAILED = 1;

    @Mixin
    private ConfigOption config;

    /** Runs a command; gives the exit status 0, 1 (it failed) or 2 (wrong usage). */
    public static int run(String... arguments) {
        return new CommandLine(new RootCommand())
                .setExecutionStrategy(RootCommand::runLast)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println("otagate: " + Diagnosis.of(failure));
                    return FAILED;
                })
                .execute(arguments);
    }

    // Settings named before a command would silently not be those that the command reads.
    private static int runLast(ParseResult parsed) {
        if (parsed.hasSubcommand() && parsed.hasMatchedOption("--config")) {
            throw new ParameterException(
                    parsed.commandSpec().commandLine(), "--config belongs behind the command that it is for");
        }
        return new RunLast().execute(parsed);
    }

    @Override
    public void run() {
        ServeCommand.serve(config.load(), gateway -> {});
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = RootCommand.class.getPackage().getImplementationVersion();
            return new String[] {"otagate " + (version == null ? "(not packaged)" : version)};
        }
    }
}
