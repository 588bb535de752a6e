package dev.otagate.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads the SQL files that stand beside this package's classes. */
final class SqlResource {
    private SqlResource() {}

    /** The text of a file; fails with {@link IllegalStateException} where it is not in the jar. */
    static String read(String name) {
        try (InputStream file = SqlResource.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
