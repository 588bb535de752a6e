package dev.otagate.cli;

import dev.otagate.server.Futures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "node",
        description = "Lists the nodes that share a database.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class NodeCommand {
    @Spec
    private CommandSpec spec;

    @Command(
            name = "list",
            description = "Lists the nodes with a heartbeat in the last minute, and whether they are alive.",
            mixinStandardHelpOptions = true)
    void list(@Mixin ConfigOption config) {
        try (AccountDatabase database = AccountDatabase.open(config)) {
            JsonOutput.print(
                    spec,
                    JsonOutput.list("nodes", Futures.await(database.nodes().all()), JsonOutput::json));
        }
    }
}
