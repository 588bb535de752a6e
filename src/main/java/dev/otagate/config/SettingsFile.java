package dev.otagate.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a YAML file in UTF-8. Errors are one line: file, line, column and fault. */
final class SettingsFile {
    private static final int MAX_BYTES = 1_048_576;

    private SettingsFile() {}

    /** The document of a file, with scalars that are not converted; empty if the file has no content. */
    static Optional<Node> read(Path file) {
        String text = text(file);
        try {
            return Optional.ofNullable(new Yaml().compose(new StringReader(text)));
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            String place = mark == null ? "" : ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
            throw new ConfigException(file + place + ": " + fault(e.getProblem()));
        } catch (YAMLException e) {
            throw new ConfigException(file + ": " + fault(e.getMessage()));
        }
    }

    private static String fault(String problem) {
        String text = String.valueOf(problem);
        if (text.contains("TAB")) {
            return "a tab: indent with spaces";
        }
        if (text.contains("another document")) {
            return "a second document: a settings file has one";
        }
        return text.lines().filter(line -> !line.isBlank()).findFirst().orElse("not YAML");
    }

    private static String text(Path file) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                // Reading a pipe could block for ever.
                throw new ConfigException(file + ": not a regular file");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new ConfigException(file + ": too long for a settings file");
            }
            String text = decode(file, Files.readAllBytes(file));
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw new ConfigException(file + ": there is no such file");
        } catch (AccessDeniedException e) {
            throw new ConfigException(file + ": permission denied");
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read: " + e.getMessage());
        }
    }

    private static String decode(Path file, byte[] octets) {
        CharBuffer decoded = CharBuffer.allocate(octets.length + 1);
        boolean isUtf8 = !StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(octets), decoded, true)
                .isError();
        String text = decoded.flip().toString();
        if (!isUtf8) {
            long line = text.chars().filter(character -> character == '\n').count() + 1;
            int column = text.length() - text.lastIndexOf('\n');
            throw new ConfigException(file + ":" + line + ":" + column + ": not UTF-8: save the file in UTF-8");
        }
        return text;
    }
}
