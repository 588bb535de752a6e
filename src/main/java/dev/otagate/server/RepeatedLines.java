package dev.otagate.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.event.KeyValuePair;

/**
 * Limits repeated warnings and errors: the first line of a kind is written at once, then at most one every five seconds, with the number
 * of suppressed lines. A kind is a logger, a message and the class of an exception. Thread-safe and bounded.
 */
final class RepeatedLines {
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int MAX_KINDS = 128;
    // The kind of all lines beyond the bound: their messages have a variable part.
    private static final List<String> OTHER = List.of();

    private final Map<List<String>, Window> windows = new HashMap<>();

    /** Whether to write the line now. Otherwise it is counted, and {@link #due} may return it. */
    boolean admits(ILoggingEvent line) {
        return !line.getLevel().isGreaterOrEqual(Level.WARN) || admitsWarning(line);
    }

    private synchronized boolean admitsWarning(ILoggingEvent line) {
        List<String> kind = kind(line);
        if (windows.size() >= MAX_KINDS && !windows.containsKey(kind)) {
            kind = OTHER;
        }
        Window window = windows.get(kind);
        if (window == null) {
            windows.put(kind, new Window());
            return true;
        }
        window.last = line;
        window.count++;
        return false;
    }

    private static List<String> kind(ILoggingEvent line) {
        String thrown =
                line.getThrowableProxy() == null ? "" : line.getThrowableProxy().getClassName();
        return List.of(line.getLoggerName(), String.valueOf(line.getMessage()), thrown);
    }

    /** The last line of each kind whose five seconds are over, or of every kind, with the number of suppressed lines before it. */
    synchronized List<ILoggingEvent> due(boolean all) {
        long now = System.nanoTime();
        Predicate<Window> isOver = window -> all || now - window.openedNanos >= INTERVAL_NANOS;
        windows.values().removeIf(window -> window.last == null && isOver.test(window));
        return windows.values().stream()
                .filter(window -> window.last != null && isOver.test(window))
                .map(Window::reopen)
                .toList();
    }

    private static final class Window {
        private long openedNanos = System.nanoTime();
        private long count;
        private ILoggingEvent last;

        /** Returns the last line, and begins another five seconds. */
        ILoggingEvent reopen() {
            if (count > 1 && last instanceof LoggingEvent line) {
                line.addKeyValuePair(new KeyValuePair("suppressed", count - 1));
            }
            ILoggingEvent line = last;
            openedNanos = System.nanoTime();
            count = 0;
            last = null;
            return line;
        }
    }
}
