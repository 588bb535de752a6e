package dev.otagate.management;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects an event loop of the API that runs no tasks. Counts ticks of the management event loop instead of time, so that a suspended
 * process (SIGSTOP) is not reported. All but {@link #isStuck} is confined to that event loop.
 */
final class EventLoopWatch {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoopWatch.class);
    private static final long TICK_MS = 1_000;
    private static final int MAX_MISSED = 10;

    private final List<Loop> loops;
    private final long tickMs;
    private volatile boolean stuck;

    EventLoopWatch(List<? extends Executor> loops) {
        this(loops, TICK_MS);
    }

    EventLoopWatch(List<? extends Executor> loops, long tickMs) {
        this.loops = loops.stream().map(Loop::new).toList();
        this.tickMs = tickMs;
    }

    /** Starts to watch, until {@code management} is closed. */
    void start(Vertx management) {
        // A periodic timer would catch up on the ticks that a frozen process missed.
        management.setTimer(tickMs, timer -> {
            tick();
            start(management);
        });
    }

    private void tick() {
        loops.forEach(Loop::tick);
        boolean stuckNow = loops.stream().anyMatch(loop -> loop.missed >= MAX_MISSED);
        if (stuckNow && !stuck) {
            LOG.error("an event loop of the API has run no task for ten seconds: the process is not live");
        }
        stuck = stuckNow;
    }

    /** Whether an event loop missed ten ticks in a row. */
    boolean isStuck() {
        return stuck;
    }

    private static final class Loop {
        private final Executor executor;
        private volatile boolean ran = true;
        private int missed;

        Loop(Executor executor) {
            this.executor = executor;
        }

        void tick() {
            if (!ran) {
                missed++;
                return;
            }
            missed = 0;
            ran = false;
            try {
                executor.execute(() -> ran = true);
            } catch (RejectedExecutionException e) {
                // The event loop has shut down: it stays stuck.
            }
        }
    }
}
