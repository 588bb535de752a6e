package dev.otagate.cli;

import dev.otagate.transfer.ApiAccess;
import dev.otagate.transfer.ApiAccess.Dialect;
import dev.otagate.transfer.ApiAccess.SignatureStyle;
import dev.otagate.transfer.ProductFilter;
import dev.otagate.transfer.SourceSettings;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options for the endpoint that is read. */
final class SourceOption {
    private static final String SECRET_VARIABLE = "OTAGATE_FROM_SECRET";
    static final int MAX_RATE = 100_000;
    private static final int MAX_RETRY_SECONDS = 86_400;

    @Option(
            names = "--from",
            paramLabel = "ENDPOINT",
            description = "The endpoint to read: HOST, or http://HOST:PORT, or https://HOST:PORT.")
    private String endpoint;

    @Option(names = "--from-key", paramLabel = "ID", description = "The AccessKeyId at the source.")
    private String accessKeyId;

    @Option(
            names = "--from-secret-file",
            paramLabel = "FILE",
            description = "The file of the AccessKeySecret at the source, - for standard input (default: the variable "
                    + SECRET_VARIABLE + ").")
    private String secretFile;

    @Option(
            names = "--dialect",
            paramLabel = "D",
            description = "alibaba or tuya (default: ${DEFAULT-VALUE}); otagate has both.",
            defaultValue = "alibaba")
    private String dialect;

    @Option(
            names = "--signature",
            paramLabel = "S",
            description = "How requests are signed: rpc (HMAC-SHA1) or acs3 (default: ${DEFAULT-VALUE}).",
            defaultValue = "rpc")
    private String signature;

    @Option(names = "--instance", paramLabel = "ID", description = "The IotInstanceId at the source (default: none).")
    private String instance;

    @Option(names = "--region", paramLabel = "R", description = "The RegionId at the source (default: none).")
    private String region;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "The certificate authorities of the source in PEM (default: those of Java).")
    private String ca;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Requests a second to the source, 0 to 100000; 0 for no limit (default: ${DEFAULT-VALUE}).",
            defaultValue = "10")
    private int rate;

    @Option(
            names = "--retry-seconds",
            paramLabel = "N",
            description = "How long a request to the source is retried, 1 to 86400 (default: ${DEFAULT-VALUE}).",
            defaultValue = "300")
    private int retrySeconds;

    @Option(
            names = "--products",
            paramLabel = "PATTERNS",
            description = "Only products whose ProductKey or name matches: * is any text, ? any character, and commas"
                    + " separate patterns (default: all).")
    private String products;

    boolean readsStandardInput() {
        return "-".equals(secretFile);
    }

    boolean isGiven() {
        return endpoint != null;
    }

    SourceSettings settings(CommandLine command) {
        require(endpoint != null, command, "--from must be given");
        require(accessKeyId != null && !accessKeyId.isEmpty(), command, "--from-key must be given");
        require(rate >= 0 && rate <= MAX_RATE, command, "--rate must be from 0 to " + MAX_RATE);
        require(
                retrySeconds >= 1 && retrySeconds <= MAX_RETRY_SECONDS,
                command,
                "--retry-seconds must be from 1 to " + MAX_RETRY_SECONDS);
        ApiAccess access = new ApiAccess(
                EndpointText.parse(command, "--from", endpoint),
                accessKeyId,
                EndpointSecret.read(command, "--from-secret-file", secretFile, SECRET_VARIABLE),
                word(Dialect.class, dialect, command, "--dialect must be alibaba or tuya"),
                word(SignatureStyle.class, signature, command, "--signature must be rpc or acs3"),
                Optional.ofNullable(instance),
                Optional.ofNullable(region));
        return new SourceSettings(
                access,
                Optional.ofNullable(ca).map(file -> CommandPath.of("--ca", file)),
                rate,
                Duration.ofSeconds(retrySeconds),
                filter());
    }

    ProductFilter filter() {
        return products == null ? ProductFilter.all() : ProductFilter.of(products);
    }

    /** Identifies the source in a checkpoint. */
    String identity() {
        return endpoint + " " + accessKeyId + " "
                + Optional.ofNullable(instance).orElse("-");
    }

    private static <E extends Enum<E>> E word(Class<E> type, String word, CommandLine command, String message) {
        try {
            return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command, message, e);
        }
    }

    private static void require(boolean condition, CommandLine command, String message) {
        if (!condition) {
            throw new ParameterException(command, message);
        }
    }
}
