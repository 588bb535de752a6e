package dev.otagate.cli;

import dev.otagate.account.Account;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code otagate module}: lists, creates, changes and deletes the modules of a product, by the rules of the API. */
@Command(
        name = "module",
        description = "Lists, creates, changes and deletes the modules of a product, by the rules of the API.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class ModuleCommand {
    private static final String PRODUCT_KEY = "ProductKey";
    private static final String MODULE_NAME = "ModuleName";

    @Spec
    private CommandSpec spec;

    /** The options that name a product. */
    static final class ProductOption {
        @Mixin
        private AccountOption account;

        @Option(names = "--product-key", paramLabel = "PK", required = true, description = "The product.")
        private String productKey;

        @Mixin
        private ConfigOption config;
    }

    /** What a module has besides its name. */
    static final class Texts {
        @Option(names = "--alias", paramLabel = "A", description = "The AliasName: what people call the module.")
        private String alias;

        @Option(names = "--desc", paramLabel = "D", description = "The Desc: free text of at most 100 characters.")
        private String desc;
    }

    @Command(name = "list", description = "Lists the modules of a product.", mixinStandardHelpOptions = true)
    void list(@Mixin ProductOption product) {
        try (AccountDatabase database = AccountDatabase.open(product.config)) {
            JsonOutput.print(spec, new JsonObject().put("modules", modules(database, product)));
        }
    }

    @Command(name = "create", description = "Creates a module.", mixinStandardHelpOptions = true)
    void create(
            @Parameters(paramLabel = "NAME", description = "The ModuleName.") String name,
            @Mixin ProductOption product,
            @Mixin Texts texts) {
        save("CreateOTAModule", name, product, texts);
    }

    @Command(
            name = "update",
            description = "Changes alias and description of a module. An option that is not given keeps the value.",
            mixinStandardHelpOptions = true)
    void update(
            @Parameters(paramLabel = "NAME", description = "The ModuleName.") String name,
            @Mixin ProductOption product,
            @Mixin Texts texts) {
        save("UpdateOTAModule", name, product, texts);
    }

    @Command(name = "delete", description = "Deletes a module.", mixinStandardHelpOptions = true)
    void delete(
            @Parameters(paramLabel = "NAME", description = "The ModuleName.") String name,
            @Mixin ProductOption product,
            @Mixin Confirmation confirmation) {
        confirmation.requirePossible(spec);
        try (AccountDatabase database = AccountDatabase.open(product.config)) {
            Account account = product.account.find(database);
            confirmation.require(spec, "the module " + name + " of the product " + product.productKey);
            database.requests()
                    .run(account, "DeleteOTAModule", Map.of(PRODUCT_KEY, product.productKey, MODULE_NAME, name));
            JsonOutput.print(
                    spec,
                    new JsonObject()
                            .put("productKey", product.productKey)
                            .put("moduleName", name)
                            .put("deleted", true));
        }
    }

    private void save(String action, String name, ProductOption product, Texts texts) {
        try (AccountDatabase database = AccountDatabase.open(product.config)) {
            Map<String, String> parameters = new HashMap<>(Map.of(PRODUCT_KEY, product.productKey, MODULE_NAME, name));
            parameters.put("AliasName", texts.alias);
            parameters.put("Desc", texts.desc);
            database.requests().run(product.account.find(database), action, parameters);
            modules(database, product).stream()
                    .map(JsonObject.class::cast)
                    .filter(module -> name.equalsIgnoreCase(module.getString("moduleName")))
                    .findFirst()
                    .ifPresent(module -> JsonOutput.print(spec, module));
        }
    }

    private static JsonArray modules(AccountDatabase database, ProductOption product) {
        Map<String, Object> fields = database.requests()
                .run(product.account.find(database), "ListOTAModuleByProduct", Map.of(PRODUCT_KEY, product.productKey));
        return new JsonArray((List<?>) fields.getOrDefault("data", List.of()));
    }
}
