package dev.otagate.cli;

import dev.otagate.account.AccessKeyRepository;
import dev.otagate.account.AccessKeyStatus;
import dev.otagate.account.Account;
import dev.otagate.server.Futures;
import io.vertx.core.json.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "key",
        description = "Creates, disables, enables, reissues, deletes and lists access keys.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class KeyCommand {
    @Spec
    private CommandSpec spec;

    @Command(
            name = "create",
            description = "Creates a key. Its secret is shown only now.",
            mixinStandardHelpOptions = true)
    void create(@Mixin AccountOption account, @Mixin ConfigOption config) {
        try (AccountDatabase database = AccountDatabase.open(config)) {
            Account owner = account.find(database);
            print(JsonOutput.json(Futures.await(database.keysOfMasterKey().create(owner)), owner));
        }
    }

    @Command(
            name = "disable",
            description = "Disables a key: within a second, every node rejects it.",
            mixinStandardHelpOptions = true)
    void disable(
            @Parameters(paramLabel = "ID", description = "The AccessKeyId.") String accessKeyId,
            @Mixin ConfigOption config) {
        setEnabled(accessKeyId, false, config);
    }

    @Command(name = "enable", description = "Enables a key again.", mixinStandardHelpOptions = true)
    void enable(
            @Parameters(paramLabel = "ID", description = "The AccessKeyId.") String accessKeyId,
            @Mixin ConfigOption config) {
        setEnabled(accessKeyId, true, config);
    }

    @Command(
            name = "reissue",
            description =
                    "Replaces the secrets of keys, without the old secrets or the old master key. The old secrets are"
                            + " rejected within a second.",
            mixinStandardHelpOptions = true)
    void reissue(
            @Parameters(paramLabel = "ID", arity = "0..1", description = "The AccessKeyId.") String accessKeyId,
            @Option(names = "--all", description = "All keys of the account.") boolean all,
            @Option(names = "--account", paramLabel = "NAME", description = "The account of --all.") String accountName,
            @Mixin ConfigOption config) {
        if (all ? accessKeyId != null || accountName == null : accessKeyId == null || accountName != null) {
            throw new ParameterException(spec.commandLine(), "Either ID or --all --account NAME must be given");
        }
        try (AccountDatabase database = AccountDatabase.open(config)) {
            AccessKeyRepository keys = database.keys();
            if (!all) {
                print(JsonOutput.json(
                        Futures.await(keys.reissue(accessKeyId)), Futures.await(keys.owner(accessKeyId))));
                return;
            }
            Account account = Futures.await(database.accounts().named(accountName));
            for (AccessKeyStatus key : Futures.await(keys.of(account))) {
                print(JsonOutput.json(Futures.await(keys.reissue(key.accessKeyId())), account));
            }
        }
    }

    @Command(name = "list", description = "Lists the keys of an account.", mixinStandardHelpOptions = true)
    void list(@Mixin AccountOption account, @Mixin ConfigOption config) {
        try (AccountDatabase database = AccountDatabase.open(config)) {
            print(JsonOutput.list("keys", Futures.await(database.keys().of(account.find(database))), JsonOutput::json));
        }
    }

    @Command(
            name = "delete",
            description = "Deletes a key: within a second, every node rejects it.",
            mixinStandardHelpOptions = true)
    void delete(
            @Parameters(paramLabel = "ID", description = "The AccessKeyId.") String accessKeyId,
            @Mixin Confirmation confirmation,
            @Mixin ConfigOption config) {
        confirmation.requirePossible(spec);
        try (AccountDatabase database = AccountDatabase.open(config)) {
            Account owner = Futures.await(database.keys().owner(accessKeyId));
            confirmation.require(spec, "the access key " + accessKeyId + " of the account " + owner.name());
            Futures.await(database.keys().delete(accessKeyId));
            print(new JsonObject().put("accessKeyId", accessKeyId).put("deleted", true));
        }
    }

    private void setEnabled(String accessKeyId, boolean enabled, ConfigOption config) {
        try (AccountDatabase database = AccountDatabase.open(config)) {
            print(JsonOutput.json(Futures.await(database.keys().setEnabled(accessKeyId, enabled))));
        }
    }

    private void print(JsonObject result) {
        JsonOutput.print(spec, result);
    }
}
