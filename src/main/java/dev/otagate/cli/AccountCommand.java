package dev.otagate.cli;

import dev.otagate.account.Account;
import dev.otagate.account.AccountContent;
import dev.otagate.account.AccountDeletion;
import dev.otagate.account.AccountRepository;
import dev.otagate.server.Futures;
import io.vertx.core.Future;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "account",
        description = "Creates, changes, deletes and lists accounts.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class AccountCommand {
    // A million modules take a minute or two.
    private static final long DELETION_MS = 3_600_000;

    @Spec
    private CommandSpec spec;

    static final class Quota {
        private static final int MAX_RATE = 1_000_000;
        private static final int MAX_BURST = 10_000_000;

        @Option(names = "--rate", paramLabel = "N", description = "Requests a second, 0 to 1000000; 0 for no limit.")
        private Integer rate;

        @Option(
                names = "--burst",
                paramLabel = "N",
                description = "Burst: requests at once after a pause, 1 to 10000000.")
        private Integer burst;

        OptionalInt rate(CommandLine command) {
            return between(0, MAX_RATE, rate, "--rate", command);
        }

        OptionalInt burst(CommandLine command) {
            return between(1, MAX_BURST, burst, "--burst", command);
        }

        private static OptionalInt between(int min, int max, Integer value, String option, CommandLine command) {
            if (value != null && (value < min || value > max)) {
                throw new ParameterException(command, option + " must be from " + min + " to " + max);
            }
            return value == null ? OptionalInt.empty() : OptionalInt.of(value);
        }
    }

    @Command(
            name = "create",
            description = "Creates an account. The defaults of its quota are those of the gateway.",
            mixinStandardHelpOptions = true)
    void create(
            @Parameters(paramLabel = "NAME", description = "1 to 64 characters, not only spaces.") String name,
            @Mixin Quota quota,
            @Mixin ConfigOption config) {
        save(quota, config, (accounts, rate, burst) -> accounts.create(name, rate, burst));
    }

    @Command(
            name = "update",
            description = "Sets the quota of an account. An option that is not given sets the gateway's default.",
            mixinStandardHelpOptions = true)
    void update(
            @Parameters(paramLabel = "NAME", description = "The account.") String name,
            @Mixin Quota quota,
            @Mixin ConfigOption config) {
        save(quota, config, (accounts, rate, burst) -> accounts.update(name, rate, burst));
    }

    @Command(name = "list", description = "Lists all accounts.", mixinStandardHelpOptions = true)
    void list(@Mixin ConfigOption config) {
        try (AccountDatabase database = AccountDatabase.open(config)) {
            JsonOutput.print(
                    spec,
                    JsonOutput.list(
                            "accounts", Futures.await(database.accounts().all()), JsonOutput::json));
        }
    }

    @Command(
            name = "delete",
            description =
                    "Deletes an account with its access keys, products and modules. Within a second, every node rejects the keys.",
            mixinStandardHelpOptions = true)
    void delete(
            @Parameters(paramLabel = "NAME", description = "The account.") String name,
            @Mixin Confirmation confirmation,
            @Mixin ConfigOption config) {
        confirmation.requirePossible(spec);
        try (AccountDatabase database = AccountDatabase.open(config)) {
            AccountDeletion deletion = database.deletion();
            Account account = Futures.await(database.accounts().named(name));
            AccountContent content = Futures.await(deletion.count(account));
            confirmation.require(
                    spec,
                    "the account %s with %d access keys, %d products and %d modules"
                            .formatted(name, content.accessKeys(), content.products(), content.modules()));
            JsonOutput.print(spec, JsonOutput.deleted(account, Futures.await(deletion.delete(account), DELETION_MS)));
        }
    }

    private void save(Quota quota, ConfigOption config, Change change) {
        CommandLine command = spec.commandLine();
        OptionalInt rate = quota.rate(command);
        OptionalInt burst = quota.burst(command);
        try (AccountDatabase database = AccountDatabase.open(config)) {
            JsonOutput.print(spec, JsonOutput.json(Futures.await(change.apply(database.accounts(), rate, burst))));
        }
    }

    @FunctionalInterface
    private interface Change {
        Future<Account> apply(AccountRepository accounts, OptionalInt rate, OptionalInt burst);
    }
}
