package dev.otagate.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments and the environment in UTF-8. Java decodes both by the locale; in the POSIX locale it replaces every character beyond
 * ASCII. The kernel has the original octets.
 */
final class RawText {
    private static final Path ARGUMENTS = Path.of("/proc/self/cmdline");
    private static final Path ENVIRONMENT = Path.of("/proc/self/environ");

    private RawText() {}

    /** The arguments without replaced characters; throws {@link IllegalArgumentException} if one of them is not UTF-8. */
    static String[] arguments(String... decoded) {
        if (Arrays.stream(decoded).noneMatch(RawText::isDoubtful)) {
            return decoded;
        }
        List<byte[]> raw = octets(ARGUMENTS);
        // The options of the JVM come first.
        int first = raw.size() - decoded.length;
        String[] arguments = new String[decoded.length];
        for (int i = 0; i < decoded.length; i++) {
            Optional<byte[]> octets = first < 0 ? Optional.empty() : Optional.of(raw.get(first + i));
            arguments[i] = text(decoded[i], octets, "argument " + (i + 1));
        }
        return arguments;
    }

    /** The environment without replaced characters; throws {@link IllegalArgumentException} if a variable of otagate is not UTF-8. */
    static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        Map<String, byte[]> raw = new HashMap<>();
        for (byte[] entry : octets(ENVIRONMENT)) {
            int end = 0;
            while (end < entry.length && entry[end] != '=') {
                end++;
            }
            if (end < entry.length) {
                String name = new String(entry, 0, end, StandardCharsets.ISO_8859_1);
                raw.put(name, Arrays.copyOfRange(entry, end + 1, entry.length));
            }
        }
        environment.replaceAll((name, value) -> name.startsWith("OTAGATE_") && isDoubtful(value)
                ? text(value, Optional.ofNullable(raw.get(name)), name)
                : value);
        return environment;
    }

    // The JVM puts a question mark for an octet that the locale does not have.
    private static boolean isDoubtful(String decoded) {
        return decoded.chars().anyMatch(character -> character == '?' || character > '~');
    }

    private static String text(String decoded, Optional<byte[]> octets, String name) {
        Optional<String> utf8 =
                octets.flatMap(RawText::utf8).filter(text -> skeleton(text).equals(skeleton(decoded)));
        if (utf8.isPresent()) {
            return utf8.get();
        }
        boolean lossless = octets.map(raw -> Arrays.equals(raw, decoded.getBytes(localeCharset())))
                .orElseGet(() -> localeCharset().equals(StandardCharsets.UTF_8) && decoded.indexOf('\uFFFD') < 0);
        if (lossless) {
            return decoded;
        }
        throw new IllegalArgumentException(
                name + " is not UTF-8 text: give it in UTF-8, in a locale such as LC_ALL=C.UTF-8");
    }

    // The characters that no decoding replaces.
    private static String skeleton(String text) {
        return text.replaceAll("[^\\x00-\\x7E]|\\?", "");
    }

    private static Optional<String> utf8(byte[] octets) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Charset localeCharset() {
        String name = System.getProperty("sun.jnu.encoding", "UTF-8");
        return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.US_ASCII;
    }

    // The entries of a file in /proc, each ended by NUL; none if there is no such file.
    private static List<byte[]> octets(Path file) {
        List<byte[]> entries = new ArrayList<>();
        try {
            byte[] all = Files.readAllBytes(file);
            int start = 0;
            for (int i = 0; i < all.length; i++) {
                if (all[i] == 0) {
                    entries.add(Arrays.copyOfRange(all, start, i));
                    start = i + 1;
                }
            }
        } catch (IOException e) {
            return List.of();
        }
        return entries;
    }
}
