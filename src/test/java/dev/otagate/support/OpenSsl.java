package dev.otagate.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the openssl program in a directory. */
public final class OpenSsl {
    private final Path directory;

    public OpenSsl(Path directory) {
        this.directory = directory;
    }

    public record Run(int status, String output) {}

    /** A self-signed certificate for 127.0.0.1 in {@code NAME.pem} and its key in {@code NAME.key}; options such as -newkey. */
    public TestCertificate certificate(String name, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "req",
                "-x509",
                "-nodes",
                "-subj",
                "/CN=" + name,
                "-addext",
                "subjectAltName=IP:127.0.0.1,DNS:localhost",
                "-keyout",
                name + ".key",
                "-out",
                name + ".pem"));
        arguments.addAll(List.of(options));
        make(arguments.toArray(String[]::new));
        return new TestCertificate(file(name + ".pem"), file(name + ".key"));
    }

    /** Runs a command that must succeed. */
    public void make(String... arguments) {
        Run run = run("", arguments);
        if (run.status() != 0) {
            throw new IllegalStateException("openssl " + String.join(" ", arguments) + ": " + run.output());
        }
    }

    /** Runs a command with a text for its standard input. */
    public Run run(String input, String... arguments) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile(directory, "openssl", ".txt");
            Path in = Files.writeString(Files.createTempFile(directory, "openssl", ".in"), input);
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(in.toFile())
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("openssl did not end: " + String.join(" ", arguments));
            }
            return new Run(process.exitValue(), Files.readString(output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public Path file(String name) {
        return directory.resolve(name);
    }
}
