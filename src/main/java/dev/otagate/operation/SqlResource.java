package dev.otagate.operation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the SQL files that stand beside the operations; a line {@code -- include NAME} stands for the file of that name,
 * with a comma behind it where the line has one.
 */
final class SqlResource {
    private static final Pattern INCLUDE = Pattern.compile("(?m)^-- include ([^,\\s]+)(,?)\\n");

    private SqlResource() {}

    /** The text of a file of this package; fails with {@link IllegalStateException} where it is not in the jar. */
    static String read(String name) {
        try (InputStream file = SqlResource.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return INCLUDE.matcher(new String(file.readAllBytes(), StandardCharsets.UTF_8))
                    .replaceAll(include ->
                            Matcher.quoteReplacement(read(include.group(1)).stripTrailing() + include.group(2) + "\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
