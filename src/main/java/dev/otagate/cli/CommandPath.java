package dev.otagate.cli;

import dev.otagate.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

final class CommandPath {
    private static final Path PROCESS_DIRECTORY = Path.of("/proc/self/cwd");
    private static final String REMEDY =
            " has characters that the locale does not have: start otagate with LC_ALL=C.UTF-8";

    private CommandPath() {}

    /** Fails with {@link ConfigException} if the text is empty, or if the locale cannot express it. {@code name} is for the message. */
    static Path of(String name, String text) {
        if (text.isEmpty()) {
            throw new ConfigException(name + " must not be empty");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new ConfigException("the path " + text + REMEDY);
        }
    }

    /**
     * Fails with {@link ConfigException} if Java has misread the name of the working directory: relative paths would be wrong.
     */
    static void requireWorkingDirectory() {
        try {
            if (!Files.exists(PROCESS_DIRECTORY)
                    || Files.isSameFile(PROCESS_DIRECTORY, Path.of("").toAbsolutePath())) {
                return;
            }
        } catch (IOException e) {
            // There is no directory of the name that Java has read.
        }
        throw new ConfigException("the name of the working directory" + REMEDY);
    }
}
