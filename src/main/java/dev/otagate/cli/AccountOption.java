package dev.otagate.cli;

import dev.otagate.account.Account;
import dev.otagate.server.Futures;
import picocli.CommandLine.Option;

final class AccountOption {
    @Option(names = "--account", paramLabel = "NAME", required = true, description = "The account.")
    private String name;

    Account find(AccountDatabase database) {
        return Futures.await(database.accounts().named(name));
    }
}
