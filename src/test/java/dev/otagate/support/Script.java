package dev.otagate.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A copy of scripts/ in a directory of its own. The programs that would do work (java, mvn, ...) are stubs that note their call in the
 * file {@code started} and fail, or do what {@link #stub} gives them.
 */
public final class Script {
    /** The jar of a build. */
    public static final String JAR = "target/otagate.jar";

    private static final Path SCRIPTS = Path.of("scripts");
    private static final List<String> PROGRAMS =
            List.of("java", "javac", "mvn", "npm", "node", "haproxy", "git", "setsid", "docker", "apt-get");

    private final Path directory;
    private final Path root;

    /** What a script did. */
    public record Run(int status, String out, String err) {}

    private Script(Path directory, String rootName) {
        this.directory = directory;
        this.root = directory.resolve(rootName);
    }

    /** @param rootName of the directory that stands for the repository's root, in the given one */
    public static Script copied(Path directory, String rootName) throws IOException {
        Script script = new Script(directory, rootName);
        Files.createDirectories(script.root.resolve("scripts"));
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        script.root.resolve("scripts").resolve(file.getFileName()),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        Files.createDirectories(script.bin());
        for (String program : PROGRAMS) {
            script.stub(program, "exit 99");
        }
        return script;
    }

    /** The names of the scripts that are called, not those that are sourced. */
    public static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            return files.filter(Files::isExecutable)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    public Path root() {
        return root;
    }

    /** The calls of stubs so far, one a line. */
    public List<String> started() throws IOException {
        Path file = directory.resolve("started");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** Replaces a program by a line of shell. */
    public void stub(String program, String line) throws IOException {
        Path file = bin().resolve(program);
        Files.writeString(
                file,
                "#!/bin/bash\nprintf '%s %s\\n' " + program + " \"$*\" >>'" + directory.resolve("started") + "'\n"
                        + line + "\n");
        file.toFile().setExecutable(true);
    }

    /** Runs a script to its end, from another directory and by a relative path. */
    public Run run(Map<String, String> environment, String name, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("bash", root.getFileName() + "/scripts/" + name));
        command.addAll(List.of(arguments));
        return run(environment, command);
    }

    /** Runs a command to its end. */
    public Run run(Map<String, String> environment, List<String> command) throws Exception {
        Path out = Files.createTempFile(directory, "out", ".txt");
        Path err = Files.createTempFile(directory, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("OTAGATE_"));
        builder.environment().put("PATH", bin() + ":" + System.getenv("PATH"));
        builder.environment().put("CDPATH", directory + ":/:" + System.getProperty("user.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    private Path bin() {
        return directory.resolve("bin");
    }

    /** Writes the sources and the jar of a build that is up to date. */
    public void makeRepository() throws IOException {
        Files.createDirectories(root().resolve("src/main"));
        Files.createDirectories(root().resolve("src/test"));
        Files.createDirectories(root().resolve("target"));
        Files.writeString(root().resolve("pom.xml"), "<project/>");
        Files.writeString(root().resolve("src/main/Main.java"), "");
        Files.writeString(root().resolve("src/test/Test.java"), "");
        Files.writeString(root().resolve(JAR), "");
        touch("pom.xml", -100);
        touch("src/main/Main.java", -100);
        touch("src/main", -100);
    }

    /** Changes the time of a file. */
    public void touch(String file, int secondsFromNow) throws IOException {
        Files.setLastModifiedTime(
                root().resolve(file), FileTime.from(Instant.now().plusSeconds(secondsFromNow)));
    }
}
