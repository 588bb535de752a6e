package dev.otagate.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.util.Duration;
import dev.otagate.failure.FatalErrors;
import java.io.BufferedOutputStream;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import net.logstash.logback.appender.LoggingEventAsyncDisruptorAppender;
import org.slf4j.event.KeyValuePair;

/**
 * Writes the log to standard output on a thread of its own, behind a bounded buffer: a thread that logs never waits for the output. Lines
 * that do not fit into the buffer are lost, and their number is logged. Repeated warnings are limited.
 */
final class StandardOutputAppender extends LoggingEventAsyncDisruptorAppender {
    private static final String NAME = "dev.otagate.log";
    private static final int BUFFER_LINES = 16_384;
    private static final int BUFFER_BYTES = 65_536;
    // The thread looks for lines every 20 ms: to be woken by those who log would cost them a system call.
    private static final String WAIT_STRATEGY = "sleeping{1,20000000}";
    private static final long REPORT_MS = 500;

    private final AtomicLong lost = new AtomicLong();
    private final RepeatedLines repeated = new RepeatedLines(System::nanoTime);
    private ScheduledFuture<?> reports;

    StandardOutputAppender(Encoder<ILoggingEvent> encoder, OutputStream out, long stopTimeoutMs) {
        setThreadNameFormat("log");
        setRingBufferSize(BUFFER_LINES);
        setWaitStrategyType(WAIT_STRATEGY);
        setShutdownGracePeriod(new Duration(stopTimeoutMs));
        // It would print to standard output.
        setAddDefaultStatusListener(false);
        addAppender(new Output(encoder, out));
    }

    @Override
    public void start() {
        super.start();
        reports = getContext()
                .getScheduledExecutorService()
                .scheduleWithFixedDelay(
                        () -> repeated.due().forEach(super::append), REPORT_MS, REPORT_MS, TimeUnit.MILLISECONDS);
    }

    /** Writes the lines in the buffer, until the timeout. */
    @Override
    public void stop() {
        if (isStarted()) {
            reports.cancel(false);
            repeated.rest().forEach(super::append);
            super.stop();
        }
    }

    @Override
    protected void append(ILoggingEvent line) {
        if (line.getThrowableProxy() instanceof ThrowableProxy thrown) {
            // Netty and Vert.x catch errors, too, and log them.
            FatalErrors.haltIfFatal(thrown.getThrowable());
        }
        if (repeated.admits(line)) {
            super.append(line);
        }
    }

    @Override
    protected void fireEventAppendFailed(ILoggingEvent line, Throwable reason) {
        lost.incrementAndGet();
    }

    /** Encodes and writes; called by the thread of the log only. */
    private final class Output extends UnsynchronizedAppenderBase<ILoggingEvent> implements Flushable {
        private final Encoder<ILoggingEvent> encoder;
        private final OutputStream out;

        Output(Encoder<ILoggingEvent> encoder, OutputStream out) {
            this.encoder = encoder;
            this.out = new BufferedOutputStream(out, BUFFER_BYTES);
        }

        @Override
        protected void append(ILoggingEvent line) {
            try {
                out.write(encoded(line));
            } catch (IOException e) {
                addError("cannot write the log", e);
            }
        }

        // Called when the buffer of lines is empty.
        @Override
        public void flush() throws IOException {
            long missing = lost.getAndSet(0);
            if (missing > 0) {
                out.write(encoder.encode(ownLine("lines of the log were lost here", "lines", missing)));
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
            line.setThreadName("log");
            line.setTimeStamp(System.currentTimeMillis());
            line.setMessage(message);
            line.setMDCPropertyMap(Map.of());
            line.addKeyValuePair(new KeyValuePair(key, value));
            return line;
        }
    }
}
