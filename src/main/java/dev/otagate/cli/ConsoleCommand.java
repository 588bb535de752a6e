package dev.otagate.cli;

import dev.otagate.account.AccessKeyRepository;
import dev.otagate.account.AccessKeyStatus;
import dev.otagate.account.Account;
import dev.otagate.config.ConfigException;
import dev.otagate.console.ConsoleLink;
import dev.otagate.server.Futures;
import dev.otagate.server.ManagementUrl;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code otagate console}: prints a link that opens the console in a browser. */
@Command(
        name = "console",
        description = "Prints a link that opens the console in a browser, once and for ten minutes.",
        mixinStandardHelpOptions = true)
final class ConsoleCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Option(
            names = "--key",
            paramLabel = "ID",
            description =
                    "The AccessKeyId that the console uses (default: the newest enabled key, if only one account has"
                            + " enabled keys).")
    private String accessKeyId;

    @Override
    public void run() {
        try (AccountDatabase database = AccountDatabase.open(config)) {
            if (!database.config().management().console()) {
                throw new ConfigException("management.console: the console is off");
            }
            URI management = ManagementUrl.of(database.config());
            String key = accessKeyId == null ? newestKey(database.keys()) : enabledKey(database.keys());
            ConsoleLink link = Futures.await(database.consoleTokens().createLink(key));
            JsonOutput.print(
                    spec,
                    new JsonObject()
                            .put("url", link.url(management))
                            .put("accessKeyId", key)
                            .put("expiresAt", link.expiresAt().toString()));
        }
    }

    private static String newestKey(AccessKeyRepository keys) {
        List<String> newest = Futures.await(keys.newestEnabledOfEachAccount());
        if (newest.isEmpty()) {
            throw new ConfigException("there is no enabled access key: otagate key create makes one");
        }
        if (newest.size() > 1) {
            throw new ConfigException("several accounts have enabled access keys: choose one with --key ID");
        }
        return newest.get(0);
    }

    private String enabledKey(AccessKeyRepository keys) {
        Account owner = Futures.await(keys.owner(accessKeyId));
        boolean enabled = Futures.await(keys.of(owner)).stream()
                .filter(key -> key.accessKeyId().equals(accessKeyId))
                .anyMatch(AccessKeyStatus::enabled);
        if (!enabled) {
            throw new ConfigException("the access key " + accessKeyId + " is disabled");
        }
        return accessKeyId;
    }
}
