package dev.otagate.cli;

import dev.otagate.account.Account;
import dev.otagate.account.NewAccessKey;
import dev.otagate.server.Futures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code otagate key}: makes, disables, enables and lists access keys. */
@Command(
        name = "key",
        description = "Makes, disables, enables and lists access keys.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class KeyCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing required subcommand");
    }

    @Command(
            name = "create",
            description = "Makes a key. Its secret is shown this once and never again.",
            mixinStandardHelpOptions = true)
    void create(
            @Option(names = "--account", paramLabel = "NAME", required = true, description = "Whose key it is.")
                    String accountName,
            @Mixin ConfigOption config) {
        try (AccountDatabase database = new AccountDatabase(config.load())) {
            Account account = Futures.await(database.accounts().named(accountName));
            NewAccessKey key = Futures.await(database.keys().create(account));
            output().newKey(key, account);
        }
    }

    @Command(
            name = "disable",
            description = "Has every node refuse a key, within a second.",
            mixinStandardHelpOptions = true)
    void disable(
            @Parameters(paramLabel = "ID", description = "The AccessKeyId.") String accessKeyId,
            @Mixin ConfigOption config) {
        setEnabled(accessKeyId, false, config);
    }

    @Command(name = "enable", description = "Has every node take a key again.", mixinStandardHelpOptions = true)
    void enable(
            @Parameters(paramLabel = "ID", description = "The AccessKeyId.") String accessKeyId,
            @Mixin ConfigOption config) {
        setEnabled(accessKeyId, true, config);
    }

    @Command(name = "list", description = "Lists the keys of an account.", mixinStandardHelpOptions = true)
    void list(
            @Option(names = "--account", paramLabel = "NAME", required = true, description = "Whose keys.")
                    String accountName,
            @Mixin ConfigOption config) {
        try (AccountDatabase database = new AccountDatabase(config.load())) {
            Account account = Futures.await(database.accounts().named(accountName));
            output().keys(Futures.await(database.keys().of(account)));
        }
    }

    private void setEnabled(String accessKeyId, boolean enabled, ConfigOption config) {
        try (AccountDatabase database = new AccountDatabase(config.load())) {
            output().key(Futures.await(database.keys().setEnabled(accessKeyId, enabled)));
        }
    }

    private JsonOutput output() {
        return new JsonOutput(spec.commandLine().getOut());
    }
}
