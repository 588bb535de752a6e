package dev.otagate.server;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each line that a library prints to standard error. */
final class PrintedLines extends OutputStream {
    private static final Logger LOG = LoggerFactory.getLogger(PrintedLines.class);
    private static final int MAX_BYTES = 4_096;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private PrintedLines() {}

    static PrintStream stream() {
        return new PrintStream(new PrintedLines(), true, StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void write(int octet) {
        if (octet == '\n') {
            log();
        } else if (line.size() < MAX_BYTES) {
            line.write(octet);
        }
    }

    private void log() {
        String text = line.toString(StandardCharsets.UTF_8).strip();
        line.reset();
        if (!text.isEmpty()) {
            LOG.atWarn().addKeyValue("line", text).log("a library printed a line");
        }
    }
}
