package dev.otagate.cli;

import dev.otagate.server.Futures;
import dev.otagate.transfer.ApiAccess;
import dev.otagate.transfer.ApiSource;
import dev.otagate.transfer.ItemResult;
import dev.otagate.transfer.ProductFilter;
import dev.otagate.transfer.Source;
import dev.otagate.transfer.SourceSettings;
import dev.otagate.transfer.Sources;
import dev.otagate.transfer.Target;
import dev.otagate.transfer.TargetOptions;
import dev.otagate.transfer.Targets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options for the account that is written or compared: in the database, or behind a gateway's endpoint. */
final class TargetOption {
    private static final String SECRET_VARIABLE = "OTAGATE_TO_SECRET";
    private static final Duration GIVE_UP_AFTER = Duration.ofMinutes(5);

    @Option(names = "--account", paramLabel = "NAME", description = "The account, in the database of --config.")
    private String account;

    @Option(
            names = "--to",
            paramLabel = "ENDPOINT",
            description = "The endpoint of a gateway, in place of --account: https://HOST:PORT.")
    private String endpoint;

    @Option(names = "--to-key", paramLabel = "ID", description = "The AccessKeyId at --to.")
    private String accessKeyId;

    @Option(
            names = "--to-secret-file",
            paramLabel = "FILE",
            description = "The file of the AccessKeySecret at --to, - for standard input (default: the variable "
                    + SECRET_VARIABLE + ").")
    private String secretFile;

    @Option(
            names = "--to-ca",
            paramLabel = "FILE",
            description = "The certificate authorities of --to in PEM (default: those of Java).")
    private String ca;

    @Option(
            names = "--to-rate",
            paramLabel = "N",
            description =
                    "Requests a second to --to, 0 to 100000; 0 for no limit (default: ${DEFAULT-VALUE}). They count"
                            + " against the rate of the account.",
            defaultValue = "0")
    private int rate;

    @Mixin
    private ConfigOption config;

    boolean readsStandardInput() {
        return "-".equals(secretFile);
    }

    boolean isGiven() {
        return account != null || endpoint != null;
    }

    /** Returns what the function returns for the target. */
    <R> R write(CommandLine command, TargetOptions options, Function<Target, R> use) {
        if (endpoint != null) {
            try (Target target = Targets.endpoint(access(command), caFile(), rate, options)) {
                return use.apply(target);
            }
        }
        requireOne(command);
        try (AccountDatabase database = AccountDatabase.open(config);
                Target target = Targets.account(
                        database.pool(), Futures.await(database.accounts().named(account)), options)) {
            return use.apply(target);
        }
    }

    /**
     * Returns what the function returns for the content of the account.
     *
     * @param unreadable receives what an endpoint cannot return
     */
    <R> R read(CommandLine command, ProductFilter filter, Consumer<ItemResult> unreadable, Function<Source, R> use) {
        if (endpoint != null) {
            SourceSettings settings = new SourceSettings(access(command), caFile(), rate, GIVE_UP_AFTER, filter);
            try (Source source = new ApiSource(settings, key -> false, unreadable)) {
                return use.apply(source);
            }
        }
        requireOne(command);
        try (AccountDatabase database = AccountDatabase.open(config);
                Source source = Sources.account(
                        database.pool(), Futures.await(database.accounts().named(account)))) {
            return use.apply(source);
        }
    }

    private void requireOne(CommandLine command) {
        if (account == null) {
            throw new ParameterException(command, "--account or --to must be given");
        }
    }

    private Optional<Path> caFile() {
        return Optional.ofNullable(ca).map(file -> CommandPath.of("--to-ca", file));
    }

    private ApiAccess access(CommandLine command) {
        if (account != null) {
            throw new ParameterException(command, "--account and --to exclude each other");
        }
        if (accessKeyId == null || accessKeyId.isEmpty()) {
            throw new ParameterException(command, "--to-key must be given");
        }
        if (rate < 0 || rate > SourceOption.MAX_RATE) {
            throw new ParameterException(command, "--to-rate must be from 0 to " + SourceOption.MAX_RATE);
        }
        return new ApiAccess(
                EndpointText.parse(command, "--to", endpoint),
                accessKeyId,
                EndpointSecret.read(command, "--to-secret-file", secretFile, SECRET_VARIABLE),
                ApiAccess.Dialect.ALIBABA,
                ApiAccess.SignatureStyle.RPC,
                Optional.empty(),
                Optional.empty());
    }
}
