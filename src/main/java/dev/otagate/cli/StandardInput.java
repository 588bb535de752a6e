package dev.otagate.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Standard input, which a command can read only once. */
final class StandardInput {
    private StandardInput() {}

    /** @param uses whether each option or parameter is {@code -} */
    static void requireOneUse(CommandLine command, boolean... uses) {
        int number = 0;
        for (boolean use : uses) {
            number += use ? 1 : 0;
        }
        if (number > 1) {
            throw new ParameterException(command, "only one of the files can be -, standard input");
        }
    }
}
