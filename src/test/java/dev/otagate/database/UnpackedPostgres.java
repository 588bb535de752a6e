package dev.otagate.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The programs of the embedded PostgreSQL, unpacked once for all tests: unpacking takes seconds, a hard link does not. */
public final class UnpackedPostgres {
    private UnpackedPostgres() {}

    /** Puts the programs where a server on this data directory looks before it unpacks its own; returns their directory. */
    public static Path linkInto(Path dataDirectory) throws IOException {
        Path programs = PostgresBinaries.unpackInto(Path.of("target", "test-postgres", "programs"));
        Path copy = dataDirectory.resolve("postgres").resolve(programs.getFileName());
        Files.createDirectories(copy.getParent());
        try (Stream<Path> found = Files.walk(programs)) {
            for (Path file : found.toList()) {
                Path linked = copy.resolve(programs.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectory(linked);
                } else {
                    Files.createLink(linked, file);
                }
            }
        }
        return copy.toRealPath();
    }
}
