package dev.otagate.cli;

import dev.otagate.config.OneLine;
import dev.otagate.database.Diagnosis;
import dev.otagate.server.Logging;
import dev.otagate.server.WritableFiles;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** {@code otagate}: the default command is {@code serve}. */
@Command(
        name = "otagate",
        description = "Serves the OTA-module API, and manages accounts, keys, products and modules.",
        mixinStandardHelpOptions = true,
        versionProvider = RootCommand.Version.class,
        subcommands = {
            ServeCommand.class,
            AccountCommand.class,
            KeyCommand.class,
            ProductCommand.class,
            ModuleCommand.class,
            NodeCommand.class,
            MigrateCommand.class,
            InitCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            SignCommand.class,
            ExplainSignatureCommand.class,
            CopyCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            ConsoleCommand.class,
            DiffCommand.class,
            CommandLine.HelpCommand.class
        })
public final class RootCommand implements Runnable {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    @Mixin
    private ConfigOption config;

    /** Runs a command; returns the exit status 0, 1 (it failed) or 2 (wrong usage). */
    public static int run(String... arguments) {
        WritableFiles.disableCache();
        Logging.bridge();
        return run(utf8(FileDescriptor.out), utf8(FileDescriptor.err), arguments);
    }

    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        try {
            int status = new CommandLine(new RootCommand())
                    .setOut(out)
                    .setErr(err)
                    .setExecutionStrategy(RootCommand::runLast)
                    .setParameterExceptionHandler((fault, given) -> wrongUsage(fault, err))
                    .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, err))
                    .execute(RawText.arguments(arguments));
            if (!out.checkError()) {
                return status;
            }
            err.println("otagate: standard output cannot be written: the result is lost");
            return status == WRONG_USAGE ? status : FAILED;
        } catch (IllegalArgumentException e) {
            err.println("otagate: " + OneLine.of(e.getMessage()));
            return WRONG_USAGE;
        } catch (LinkageError | StackOverflowError e) {
            // Otherwise threads that the command started would keep the process alive.
            return failed(e, err);
        } finally {
            out.flush();
            err.flush();
        }
    }

    private static int wrongUsage(ParameterException fault, PrintWriter err) {
        err.println("otagate: " + OneLine.of(String.valueOf(fault.getMessage())) + "; "
                + fault.getCommandLine().getCommandSpec().qualifiedName() + " --help shows the usage");
        return WRONG_USAGE;
    }

    private static int failed(Throwable failure, PrintWriter err) {
        err.println("otagate: " + Diagnosis.of(failure));
        return FAILED;
    }

    // In UTF-8, whatever the locale.
    private static PrintWriter utf8(FileDescriptor descriptor) {
        return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    // A command does not read the settings that are named before it.
    private static int runLast(ParseResult parsed) {
        if (parsed.hasSubcommand() && parsed.hasMatchedOption("--config")) {
            throw new ParameterException(parsed.commandSpec().commandLine(), "--config must follow the command");
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
