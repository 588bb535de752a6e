package dev.otagate.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.event.KeyValuePair;

/**
 * Limits repeated warnings and errors: the first line of a kind is written at once, then at most one every five seconds, with the number
 * of suppressed lines. A kind is a logger, a message and the class of an exception. Thread-safe and bounded.
 */
final class RepeatedLines {
    static final String SUPPRESSED = "suppressed";

    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int MAX_KINDS = 128;
    // Of the kinds beyond the bound, whose messages have a variable part.
    private static final Kind OTHER = new Kind("", "", "");

    private final LongSupplier nanoTime;
    private final Map<Kind, Window> windows = new HashMap<>();

    RepeatedLines(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether to write the line now. Otherwise it is counted, and {@link #due} may return it. */
    boolean admits(ILoggingEvent line) {
        return !line.getLevel().isGreaterOrEqual(Level.WARN) || admitsWarning(line);
    }

    private synchronized boolean admitsWarning(ILoggingEvent line) {
        Kind kind = Kind.of(line);
        if (windows.size() >= MAX_KINDS && !windows.containsKey(kind)) {
            kind = OTHER;
        }
        Window window = windows.get(kind);
        if (window == null) {
            windows.put(kind, new Window(nanoTime.getAsLong()));
            return true;
        }
        window.last = line;
        window.count++;
        return false;
    }

    /** The last line of each kind whose five seconds are over, with the number of suppressed lines before it. */
    List<ILoggingEvent> due() {
        return olderThan(INTERVAL_NANOS);
    }

    /** The same for every kind, at the end of the log. */
    List<ILoggingEvent> rest() {
        return olderThan(0);
    }

    private synchronized List<ILoggingEvent> olderThan(long nanos) {
        long now = nanoTime.getAsLong();
        windows.values().removeIf(window -> window.last == null && now - window.openedNanos >= nanos);
        return windows.values().stream()
                .filter(window -> window.last != null && now - window.openedNanos >= nanos)
                .map(window -> window.close(now))
                .toList();
    }

    private record Kind(String logger, String message, String thrown) {
        static Kind of(ILoggingEvent line) {
            String thrown = line.getThrowableProxy() == null
                    ? ""
                    : line.getThrowableProxy().getClassName();
            return new Kind(line.getLoggerName(), String.valueOf(line.getMessage()), thrown);
        }
    }

    private static final class Window {
        private long openedNanos;
        private long count;
        private ILoggingEvent last;

        Window(long openedNanos) {
            this.openedNanos = openedNanos;
        }

        ILoggingEvent close(long now) {
            if (count > 1 && last instanceof LoggingEvent line) {
                line.addKeyValuePair(new KeyValuePair(SUPPRESSED, count - 1));
            }
            ILoggingEvent closed = last;
            openedNanos = now;
            count = 0;
            last = null;
            return closed;
        }
    }
}
