package dev.otagate.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a YAML file in UTF-8. What is wrong with it is one line: file, line, column, and the fault. */
final class SettingsFile {
    private static final int MAX_BYTES = 1_048_576;
    private static final Pattern PLACE = Pattern.compile("(?m)^ in .*, line (?<line>\\d+), column (?<column>\\d+):$");

    private SettingsFile() {}

    /** The tree of a file; nothing if the file has no content. Fails with {@link ConfigException}. */
    static Optional<JsonNode> read(Path file) {
        String text = text(file);
        YAMLMapper mapper = YAMLMapper.builder()
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .build();
        try {
            JsonNode tree = mapper.readTree(text);
            return tree.isMissingNode() ? Optional.empty() : Optional.of(tree);
        } catch (JsonProcessingException e) {
            throw new ConfigException(file + place(e) + ": " + fault(e.getOriginalMessage()));
        }
    }

    // The parser's message ends with the place of the fault; the exception has that of what it is in.
    private static String place(JsonProcessingException failure) {
        Matcher places = PLACE.matcher(String.valueOf(failure.getOriginalMessage()));
        String place = "";
        while (places.find()) {
            place = ":" + places.group("line") + ":" + places.group("column");
        }
        JsonLocation location = failure.getLocation();
        return place.isEmpty() && location != null ? ":" + location.getLineNr() + ":" + location.getColumnNr() : place;
    }

    // The parser's own text goes on with an excerpt of the file.
    private static String fault(String message) {
        if (message != null && message.contains("TAB")) {
            return "a tab: indent with spaces";
        }
        return String.valueOf(message)
                .lines()
                .filter(line -> !line.startsWith("while ") && !line.startsWith(" "))
                .findFirst()
                .orElse("not YAML");
    }

    private static String text(Path file) {
        try {
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
        ByteBuffer in = ByteBuffer.wrap(octets);
        CharBuffer out = CharBuffer.allocate(octets.length + 1);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            long line = 1;
            int column = 1;
            for (int i = 0; i < in.position(); i++) {
                boolean end = octets[i] == '\n';
                line += end ? 1 : 0;
                column = end ? 1 : column + 1;
            }
            throw new ConfigException(file + ":" + line + ":" + column + ": not UTF-8: save the file in UTF-8");
        }
        return out.flip().toString();
    }
}
