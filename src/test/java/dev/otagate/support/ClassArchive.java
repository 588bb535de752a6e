package dev.otagate.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The classes of a jar as the JVM maps them (AppCDS): a process with it starts with a third less work. Made once for each jar. */
final class ClassArchive {
    // Else the JVM says on standard output what it leaves out of the archive.
    private static final String QUIETLY = "-Xlog:cds*=off";

    private ClassArchive() {}

    /** The options of a JVM that runs the jar. */
    static List<String> options(Path java, Path jar) {
        try {
            String name = "%s-%s-%d.jsa"
                    .formatted(
                            jar.getFileName(),
                            System.getProperty("java.vm.version"),
                            Files.getLastModifiedTime(jar).toMillis());
            Path archive = jar.resolveSibling(name);
            if (Files.notExists(archive)) {
                make(archive, java, jar);
            }
            return List.of("-XX:SharedArchiveFile=" + archive, QUIETLY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    // A start that finds no database has loaded most of the classes.
    private static void make(Path archive, Path java, Path jar) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory(archive.getParent(), "archive");
        Path draft = directory.resolve("draft.jsa");
        ProcessBuilder serve = new ProcessBuilder(
                        java.toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:ArchiveClassesAtExit=" + draft,
                        QUIETLY,
                        "-jar",
                        jar.toString(),
                        "serve")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log.txt").toFile());
        serve.environment()
                .putAll(Map.of(
                        "OTAGATE_HTTP_PORT", "0",
                        "OTAGATE_MANAGEMENT_PORT", "0",
                        "OTAGATE_DATABASE_EMBEDDED", "false",
                        "OTAGATE_DATABASE_URI", "postgresql://none:none@127.0.0.1:1/none",
                        "OTAGATE_DATABASE_START_PATIENCE_MS", "0",
                        "OTAGATE_SECRETS_MASTER_KEY", "A".repeat(43) + "="));
        assertThat(serve.start().waitFor(60, TimeUnit.SECONDS)).isTrue();
        Files.move(draft, archive, StandardCopyOption.ATOMIC_MOVE);
    }
}
