package dev.otagate.cli;

import dev.otagate.server.Futures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code otagate node}: tells of the nodes that share a database. */
@Command(
        name = "node",
        description = "Tells of the nodes that share a database.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class NodeCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing required subcommand");
    }

    @Command(
            name = "list",
            description = "Lists the nodes seen in the last minute, and which of them are alive.",
            mixinStandardHelpOptions = true)
    void list(@Mixin ConfigOption config) {
        try (AccountDatabase database = AccountDatabase.open(config)) {
            new JsonOutput(spec.commandLine().getOut())
                    .nodes(Futures.await(database.nodes().all()));
        }
    }
}
