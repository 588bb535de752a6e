package dev.otagate.cli;

import dev.otagate.transfer.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Reads the secret of an access key. It is never an argument, which every user of the machine could read. */
final class EndpointSecret {
    private static final int MAX_BYTES = 4096;
    private static final String STANDARD_INPUT = "-";

    private EndpointSecret() {}

    /**
     * Reads the secret from a file, from standard input ({@code -}), or from the environment.
     *
     * @param file the value of the option, {@code null} if it is not given
     */
    static Secret read(CommandLine command, String option, String file, String variable) {
        String secret =
                file == null ? RawText.environment().getOrDefault(variable, "") : content(command, option, file);
        String trimmed = secret.strip();
        if (trimmed.lines().count() > 1) {
            throw new ParameterException(command, (file == null ? variable : option) + ": a secret has only one line");
        }
        if (trimmed.isEmpty()) {
            throw new ParameterException(
                    command,
                    file == null
                            ? "the secret must be in the variable " + variable + ", or " + option
                                    + " must name its file"
                            : option + ": there is no secret in it");
        }
        return new Secret(trimmed);
    }

    private static String content(CommandLine command, String option, String file) {
        try {
            byte[] octets = file.equals(STANDARD_INPUT) ? System.in.readNBytes(MAX_BYTES + 1) : read(option, file);
            if (octets.length > MAX_BYTES) {
                throw new ParameterException(
                        command, option + ": " + file + " has more than " + MAX_BYTES + " octets, so it is no secret");
            }
            return new String(octets, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ParameterException(command, option + ": " + file + " cannot be read: " + e, e);
        }
    }

    private static byte[] read(String option, String file) throws IOException {
        try (InputStream in = Files.newInputStream(CommandPath.of(option, file))) {
            return in.readNBytes(MAX_BYTES + 1);
        }
    }
}
