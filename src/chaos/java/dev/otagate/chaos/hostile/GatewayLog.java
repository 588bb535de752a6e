package dev.otagate.chaos.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Counts lines of the gateway's log. */
final class GatewayLog {
    private static final Pattern LOUD = Pattern.compile("^\\S+ +(WARN|ERROR) .*|^\\S+ \\S+ +(WARN|ERROR) .*");

    private final Optional<Path> log;
    private long seen;

    GatewayLog(Optional<Path> log) {
        this.log = log;
    }

    /** @param stackFrames lines of stack traces */
    record Count(long warnings, long stackFrames) {}

    /** The lines since the last call. */
    Count next() {
        if (log.isEmpty()) {
            return new Count(0, 0);
        }
        try (Stream<String> lines = Files.lines(log.get(), StandardCharsets.ISO_8859_1)) {
            long[] counts = new long[3];
            lines.skip(seen).forEach(line -> {
                counts[0]++;
                counts[1] += LOUD.matcher(line).matches() ? 1 : 0;
                counts[2] += line.startsWith("\tat ") || line.contains("OutOfMemoryError") ? 1 : 0;
            });
            seen += counts[0];
            return new Count(counts[1], counts[2]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
