package dev.otagate.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import dev.otagate.database.Pause;
import dev.otagate.failure.FatalErrors;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.event.KeyValuePair;

/**
 * Writes the log to standard output on a thread of its own, behind a bounded queue: a thread that logs never waits for the output. Lines
 * that do not fit into the queue are lost, and their number is logged. Repeated warnings are limited.
 *
 * <p>The asynchronous appender of logstash prints warnings on standard error from JDK 24 on, because it uses {@code sun.misc.Unsafe}; that
 * of logback wakes its thread for each line, and does not count lost lines.
 */
final class StandardOutputAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private static final String NAME = "dev.otagate.log";
    private static final int QUEUE_LINES = 16_384;
    private static final int BUFFER_BYTES = 65_536;
    // To be woken for each line would cost a system call in the thread that logs.
    private static final long PAUSE_MS = 20;

    private final BlockingQueue<ILoggingEvent> queue = new ArrayBlockingQueue<>(QUEUE_LINES);
    private final AtomicLong lost = new AtomicLong();
    private final RepeatedLines repeated = new RepeatedLines();
    private final OutputStream out;
    private final Encoder<ILoggingEvent> encoder;
    private final long stopTimeoutMs;
    private final Thread writer = new Thread(this::run, "log");

    StandardOutputAppender(Encoder<ILoggingEvent> encoder, OutputStream out, long stopTimeoutMs) {
        this.stopTimeoutMs = stopTimeoutMs;
        this.encoder = encoder;
        this.out = new BufferedOutputStream(out, BUFFER_BYTES);
        writer.setDaemon(true);
    }

    @Override
    public void start() {
        super.start();
        writer.start();
    }

    /** Writes the lines in the queue, until the timeout. */
    @Override
    public void stop() {
        super.stop();
        try {
            writer.join(stopTimeoutMs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getThrowableProxy() instanceof ThrowableProxy thrown) {
            // Netty and Vert.x catch errors, too, and log them.
            FatalErrors.haltIfFatal(thrown.getThrowable());
        }
        event.prepareForDeferredProcessing();
        if (repeated.admits(event) && !queue.offer(event)) {
            lost.incrementAndGet();
        }
    }

    private void run() {
        List<ILoggingEvent> lines = new ArrayList<>(QUEUE_LINES);
        boolean last = false;
        while (!last) {
            // Read before the queue is emptied, so that all lines logged before the stop are written.
            last = !isStarted();
            try {
                queue.drainTo(lines);
                lines.addAll(repeated.due(last));
                write(lines);
            } catch (Throwable e) {
                FatalErrors.haltIfFatal(e);
                addError("cannot write the log", e);
            }
            lines.clear();
            if (!last && queue.isEmpty()) {
                Pause.millis(PAUSE_MS);
            }
        }
    }

    private void write(List<ILoggingEvent> lines) throws IOException {
        for (ILoggingEvent line : lines) {
            out.write(encoded(line));
        }
        long missing = lost.getAndSet(0);
        if (missing > 0) {
            out.write(encoded(ownLine("lines of the log were lost here", "lines", missing)));
        }
        out.flush();
    }

    private byte[] encoded(ILoggingEvent line) {
        try {
            byte[] octets = encoder.encode(line);
            if (octets != null && octets.length > 0) {
                return octets;
            }
        } catch (RuntimeException | StackOverflowError e) {
            addError("cannot encode a line of the log", e);
        }
        return encoder.encode(ownLine("a line of the log could not be encoded", "logger", line.getLoggerName()));
    }

    private ILoggingEvent ownLine(String message, String key, Object value) {
        LoggingEvent line = new LoggingEvent();
        line.setLoggerContext((LoggerContext) getContext());
        line.setLoggerName(NAME);
        line.setLevel(Level.WARN);
        line.setThreadName(writer.getName());
        line.setTimeStamp(System.currentTimeMillis());
        line.setMessage(message);
        line.setMDCPropertyMap(Map.of());
        line.addKeyValuePair(new KeyValuePair(key, value));
        return line;
    }
}
