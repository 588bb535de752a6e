package dev.otagate.cli;

import dev.otagate.config.ConfigException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The confirmation of a deletion: by an option, or on a terminal. */
final class Confirmation {
    private static final String YES = "yes";

    @Option(names = "--yes", description = "Deletes without confirmation; required if standard input is no terminal.")
    private boolean yes;

    /** Fails if nobody can confirm. */
    void requirePossible(CommandSpec command) {
        if (!yes && !Terminal.INPUT.isPresent()) {
            throw new ParameterException(
                    command.commandLine(), "--yes must be given, because standard input is no terminal");
        }
    }

    /**
     * Asks for confirmation, unless it was given. Fails if it is denied.
     *
     * @param deletion what is deleted
     */
    void require(CommandSpec command, String deletion) {
        if (yes) {
            return;
        }
        PrintWriter err = command.commandLine().getErr();
        err.print("This deletes " + deletion + ". Continue? (" + YES + "/no) ");
        err.flush();
        try {
            // Not closed: standard input belongs to the process.
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            if (line == null || !line.strip().equalsIgnoreCase(YES)) {
                throw new ConfigException("nothing was deleted");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
