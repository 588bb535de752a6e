package dev.otagate.cli;

import dev.otagate.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths that commands are given. */
final class CommandPath {
    private static final Path PROCESS_DIRECTORY = Path.of("/proc/self/cwd");
    private static final String REMEDY =
            " has characters that the locale does not have: start otagate with LC_ALL=C.UTF-8";

    private CommandPath() {}

    /** The path of a text; fails with {@link ConfigException} if the locale cannot express it. */
    static Path of(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new ConfigException("the path " + text + REMEDY);
        }
    }

    /**
     * Fails with {@link ConfigException} if Java has misread the name of the working directory: relative paths would then lead
     * somewhere else.
     */
    static void requireWorkingDirectory() {
        try {
            if (!Files.exists(PROCESS_DIRECTORY)
                    || Files.isSameFile(PROCESS_DIRECTORY, Path.of("").toAbsolutePath())) {
                return;
            }
        } catch (IOException e) {
            // The directory by the name that Java has read is not there.
        }
        throw new ConfigException("the name of the working directory" + REMEDY);
    }
}
