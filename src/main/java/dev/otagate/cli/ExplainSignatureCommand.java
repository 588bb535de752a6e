package dev.otagate.cli;

import dev.otagate.diagnosis.Diagnosis;
import dev.otagate.diagnosis.RequestExplainer;
import dev.otagate.diagnosis.RequestText;
import dev.otagate.diagnosis.SignatureDiagnosis;
import dev.otagate.server.Futures;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code otagate explain-signature}: prints which mistake made the signature of a request. */
@Command(
        name = "explain-signature",
        description = "Prints which known mistake made the signature of a request. Prints no secret and no signature.",
        mixinStandardHelpOptions = true)
final class ExplainSignatureCommand implements Runnable {
    private static final String SECRET_VARIABLE = "OTAGATE_ACCESS_KEY_SECRET";

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description = "A file with the AccessKeySecret (default: " + SECRET_VARIABLE
                    + ", or the database, by the AccessKeyId of the request).")
    private Path secretFile;

    @Parameters(
            paramLabel = "REQUEST",
            description = "A URL, a curl command, or a raw HTTP request with headers and body; - reads standard input.")
    private String request;

    @Override
    public void run() {
        String text = request.equals("-") ? standardInput() : request;
        Diagnosis diagnosis = secret().map(secret -> explain(text, secret)).orElseGet(() -> explain(text));
        switch (diagnosis.verdict()) {
            case UNREADABLE -> throw new ParameterException(spec.commandLine(), diagnosis.explanation());
            case UNKNOWN_KEY -> throw new IllegalStateException(diagnosis.explanation());
            default -> print(diagnosis);
        }
    }

    private static Diagnosis explain(String text, String secret) {
        return RequestText.parse(text)
                .fold(
                        signed -> new SignatureDiagnosis().explain(signed, secret, List.of()),
                        failure -> Diagnosis.unreadable(failure.message()));
    }

    private Diagnosis explain(String text) {
        try (AccountDatabase database = AccountDatabase.open(config)) {
            return Futures.await(
                    new RequestExplainer(database.vertx(), database.keys()).explain(text, Optional.empty()));
        }
    }

    // A line break at the end of the file is not a part of the secret.
    private Optional<String> secret() {
        try {
            return secretFile == null
                    ? Optional.ofNullable(RawText.environment().get(SECRET_VARIABLE))
                            .filter(secret -> !secret.isEmpty())
                    : Optional.of(Files.readString(secretFile).strip());
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), "--secret-file cannot be read: " + e.getMessage(), e);
        }
    }

    private static String standardInput() {
        try {
            return new String(System.in.readNBytes(RequestText.MAX_LENGTH + 1), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void print(Diagnosis diagnosis) {
        JsonOutput.print(
                spec,
                new JsonObject()
                        .put("verdict", diagnosis.verdict().label())
                        .put("mistake", diagnosis.mistake().orElse(null))
                        .put("title", diagnosis.title())
                        .put("explanation", diagnosis.explanation())
                        .put("fix", diagnosis.fix()));
    }
}
