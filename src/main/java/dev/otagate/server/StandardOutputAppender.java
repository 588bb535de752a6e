package dev.otagate.server;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes the log to standard output, many lines at a time, on a thread of its own that looks for them every few milliseconds:
 * nobody who logs wakes a thread, waits for a lock that is held while writing, or makes a system call. Lines that come
 * faster than they are written are lost, and their number is told.
 */
final class StandardOutputAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private static final int QUEUE_LINES = 16_384;
    private static final int BUFFER_BYTES = 65_536;
    private static final long PAUSE_MS = 20;
    private static final long STOP_TIMEOUT_MS = 2_000;

    private final BlockingQueue<ILoggingEvent> queue = new ArrayBlockingQueue<>(QUEUE_LINES);
    private final AtomicLong lost = new AtomicLong();
    private final OutputStream out;
    private final Encoder<ILoggingEvent> encoder;
    private final Thread writer = new Thread(this::run, "log");

    StandardOutputAppender(Encoder<ILoggingEvent> encoder) {
        this(encoder, new FileOutputStream(FileDescriptor.out));
    }

    StandardOutputAppender(Encoder<ILoggingEvent> encoder, OutputStream out) {
        this.encoder = encoder;
        this.out = new BufferedOutputStream(out, BUFFER_BYTES);
        writer.setDaemon(true);
    }

    @Override
    public void start() {
        super.start();
        writer.start();
    }

    /** Writes what is still queued. */
    @Override
    public void stop() {
        super.stop();
        try {
            writer.join(STOP_TIMEOUT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        event.prepareForDeferredProcessing();
        if (!queue.offer(event)) {
            lost.incrementAndGet();
        }
    }

    private void run() {
        List<ILoggingEvent> lines = new ArrayList<>(QUEUE_LINES);
        boolean last = false;
        while (!last) {
            // Asked before the queue is emptied: what was logged before the stop is written.
            last = !isStarted();
            queue.drainTo(lines);
            write(lines);
            lines.clear();
            if (!last && queue.isEmpty()) {
                pause();
            }
        }
    }

    private void write(List<ILoggingEvent> lines) {
        try {
            for (ILoggingEvent line : lines) {
                out.write(encoder.encode(line));
            }
            long missing = lost.getAndSet(0);
            if (missing > 0) {
                out.write((missing + " lines of the log were lost here\n").getBytes(StandardCharsets.UTF_8));
            }
            out.flush();
        } catch (IOException e) {
            addError("cannot write to standard output", e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
