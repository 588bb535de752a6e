package dev.otagate.cli;

import dev.otagate.account.Account;
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
            @Option(
                            names = "--account",
                            paramLabel = "NAME",
                            required = true,
                            description = "The account of the product.")
                    String accountName,
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
            Account account = Futures.await(database.accounts().named(accountName));
            new JsonOutput(spec.commandLine().getOut())
                    .product(Futures.await(database.products()
                            .create(account, Optional.ofNullable(productKey), Optional.ofNullable(name))));
        }
    }

    @Command(name = "list", description = "Lists the products of an account.", mixinStandardHelpOptions = true)
    void list(
            @Option(
                            names = "--account",
                            paramLabel = "NAME",
                            required = true,
                            description = "The account of the products.")
                    String accountName,
            @Mixin ConfigOption config) {
        try (AccountDatabase database = AccountDatabase.open(config)) {
            Account account = Futures.await(database.accounts().named(accountName));
            new JsonOutput(spec.commandLine().getOut())
                    .products(Futures.await(database.products().of(account)));
        }
    }
}
