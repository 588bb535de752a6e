package dev.otagate.cli;

import dev.otagate.server.Futures;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code otagate product}: creates and lists products. */
@Command(
        name = "product",
        description = "Creates and lists products.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class ProductCommand {
    @Spec
    private CommandSpec spec;

    @Command(name = "create", description = "Creates a product.", mixinStandardHelpOptions = true)
    void create(
            @Mixin AccountOption account,
            @Option(
                            names = "--product-key",
                            paramLabel = "PK",
                            description = "1 to 64 letters and digits (default: a random key).")
                    String productKey,
            @Option(
                            names = "--name",
                            paramLabel = "N",
                            description = "1 to 64 characters, not only spaces (default: the product key).")
                    String name,
            @Mixin ConfigOption config) {
        try (AccountDatabase database = AccountDatabase.open(config)) {
            JsonOutput.print(
                    spec,
                    JsonOutput.json(Futures.await(database.products()
                            .create(
                                    account.find(database),
                                    Optional.ofNullable(productKey),
                                    Optional.ofNullable(name)))));
        }
    }

    @Command(name = "list", description = "Lists the products of an account.", mixinStandardHelpOptions = true)
    void list(@Mixin AccountOption account, @Mixin ConfigOption config) {
        try (AccountDatabase database = AccountDatabase.open(config)) {
            JsonOutput.print(
                    spec,
                    JsonOutput.list(
                            "products",
                            Futures.await(database.products().of(account.find(database))),
                            JsonOutput::json));
        }
    }
}
