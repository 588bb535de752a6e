package dev.otagate.cli;

import dev.otagate.account.Account;
import dev.otagate.server.Futures;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "product",
        description = "Creates, deletes and lists products.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class ProductCommand {
    private static final int DEFAULT_PAGE = 100;

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

    /** A part of the list. */
    static final class Page {
        private static final int MAX_SIZE = 1_000;

        @Option(names = "--page", paramLabel = "N", description = "The page, from 1 (default: all products).")
        private Integer number;

        @Option(
                names = "--page-size",
                paramLabel = "N",
                description = "Products on a page, 1 to " + MAX_SIZE + " (default: 100).")
        private Integer size;

        void check(CommandSpec command) {
            if (number == null && size != null) {
                throw new ParameterException(command.commandLine(), "--page-size needs --page");
            }
            if (number != null && number < 1) {
                throw new ParameterException(command.commandLine(), "--page must be at least 1");
            }
            if (size != null && (size < 1 || size > MAX_SIZE)) {
                throw new ParameterException(command.commandLine(), "--page-size must be from 1 to " + MAX_SIZE);
            }
        }
    }

    @Command(
            name = "list",
            description = "Lists the products of an account, oldest first.",
            mixinStandardHelpOptions = true)
    void list(@Mixin AccountOption account, @Mixin Page page, @Mixin ConfigOption config) {
        page.check(spec);
        try (AccountDatabase database = AccountDatabase.open(config)) {
            Account owner = account.find(database);
            JsonOutput.print(
                    spec,
                    page.number == null
                            ? JsonOutput.list(
                                    "products",
                                    Futures.await(database.products().of(owner)),
                                    JsonOutput::json)
                            : JsonOutput.json(Futures.await(database.products()
                                    .page(owner, page.number, page.size == null ? DEFAULT_PAGE : page.size))));
        }
    }

    @Command(
            name = "delete",
            description = "Deletes a product that has no modules besides default.",
            mixinStandardHelpOptions = true)
    void delete(
            @Parameters(paramLabel = "PK", description = "The product key.") String productKey,
            @Mixin AccountOption account,
            @Mixin Confirmation confirmation,
            @Mixin ConfigOption config) {
        confirmation.requirePossible(spec);
        try (AccountDatabase database = AccountDatabase.open(config)) {
            Account owner = account.find(database);
            confirmation.require(spec, "the product " + productKey + " of the account " + owner.name());
            database.requests().run(owner, "DeleteProduct", Map.of("ProductKey", productKey));
            JsonOutput.print(
                    spec, new JsonObject().put("productKey", productKey).put("deleted", true));
        }
    }
}
