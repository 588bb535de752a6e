package dev.otagate.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The arguments and the environment in UTF-8. Java decodes both by the locale; in the POSIX locale it replaces every character beyond
 * ASCII. The kernel has the original octets.
 */
final class RawText {
    // The characters that a locale may replace, and the question mark that the JVM puts for each of their octets.
    private static final String REPLACED = "[^\\x00-\\x7E]|\\?";

    private RawText() {}

    /** The arguments without replaced characters; throws {@link IllegalArgumentException} if one of them is not UTF-8. */
    static String[] arguments(String... decoded) {
        List<String> all = entries("/proc/self/cmdline");
        // The options of the JVM come first.
        int first = all.size() - decoded.length;
        String[] arguments = decoded.clone();
        for (int i = 0; i < decoded.length && first >= 0; i++) {
            arguments[i] = text(decoded[i], all.get(first + i), "argument " + (i + 1));
        }
        return arguments;
    }

    /** The environment without replaced characters; throws {@link IllegalArgumentException} if a variable of otagate is not UTF-8. */
    static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        for (String entry : entries("/proc/self/environ")) {
            String name = entry.substring(0, Math.max(0, entry.indexOf('=')));
            if (name.startsWith("OTAGATE_")) {
                environment.computeIfPresent(
                        name, (same, decoded) -> text(decoded, entry.substring(name.length() + 1), name));
            }
        }
        return environment;
    }

    // Within another program, such as a test, the arguments are not those of the process.
    private static String text(String decoded, String latin1, String name) {
        if (!decoded.replaceAll(REPLACED, "").equals(latin1.replaceAll(REPLACED, ""))) {
            return decoded;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(latin1.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            // In a locale of ISO 8859-1, nothing was replaced.
            if (decoded.equals(latin1)) {
                return decoded;
            }
            throw new IllegalArgumentException(
                    name + " is not UTF-8 text: give it in UTF-8, in a locale such as LC_ALL=C.UTF-8");
        }
    }

    // The entries of a file in /proc, each ended by NUL, with a character for each octet; none if there is no such
    // file.
    private static List<String> entries(String file) {
        try {
            String text = Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
            return text.isEmpty()
                    ? List.of()
                    : List.of(text.substring(0, text.length() - 1).split("\0", -1));
        } catch (IOException e) {
            return List.of();
        }
    }
}
