package dev.otagate;

import dev.otagate.cli.RootCommand;

/** Entry point of the jar; see {@code --help}. */
public final class Main {
    private Main() {}

    /** Runs a command and ends the process with status 0, 1 (failure) or 2 (wrong usage). */
    public static void main(String[] arguments) {
        System.exit(RootCommand.run(arguments));
    }
}
