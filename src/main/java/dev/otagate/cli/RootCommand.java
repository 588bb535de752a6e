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
            MigrateCommand.class,
            InitCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            SignCommand.class,
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
            return new CommandLine(new RootCommand())
                    .setOut(out)
                    .setErr(err)
                    .setExecutionStrategy(RootCommand::runLast)
                    .setParameterExceptionHandler((fault, given) -> wrongUsage(fault, err))
                    .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, err))
                    .execute(RawText.arguments(arguments));
        } catch (IllegalArgumentException e) {
            err.println("otagate: " + e.getMessage());
            return WRONG_USAGE;
        } catch (LinkageError | StackOverflowError e) {
            // Threads that the command started would keep a process alive that does nothing.
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

    // Whatever the locale is.
    private static PrintWriter utf8(FileDescriptor descriptor) {
        return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
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
