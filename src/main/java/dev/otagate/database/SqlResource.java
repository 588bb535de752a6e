package dev.otagate.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads SQL files from the jar. A line {@code -- include NAME} is replaced by that file, {@code -- include NAME,} also adds a comma. */
public final class SqlResource {
    private static final Pattern INCLUDE = Pattern.compile("(?m)^-- include ([^,\\s]+)(,?)\\n");

    private SqlResource() {}

    /**
     * The text of a file, without trailing white space. Throws {@link IllegalStateException} if the jar does not have the file.
     *
     * @param owner a class in the package of the file
     */
    public static String read(Class<?> owner, String name) {
        try (InputStream file = owner.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing");
            }
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return INCLUDE.matcher(text)
                    .replaceAll(include ->
                            Matcher.quoteReplacement(read(owner, include.group(1)) + include.group(2) + "\n"))
                    .stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
