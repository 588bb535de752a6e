package dev.otagate.management;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices an event loop of the API that runs no task any more. Time is counted in turns of management's own event loop, to
 * which all but {@link #isStuck} is confined: what stops the whole process for a while, such as SIGSTOP, stops that count, too.
 */
final class EventLoopWatch {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoopWatch.class);
    private static final long TURN_MS = 1_000;
    private static final int MAX_MISSED = 10;

    private final List<Loop> loops;
    private final long turnMs;
    private volatile boolean stuck;

    EventLoopWatch(List<? extends Executor> loops) {
        this(loops, TURN_MS);
    }

    EventLoopWatch(List<? extends Executor> loops, long turnMs) {
        this.loops = loops.stream().map(Loop::new).toList();
        this.turnMs = turnMs;
    }

    /** Begins to watch; ends with the Vert.x. */
    void start(Vertx management) {
        // A periodic timer would make up for turns that a frozen process missed.
        management.setTimer(turnMs, timer -> {
            turn();
            start(management);
        });
    }

    private void turn() {
        loops.forEach(Loop::turn);
        boolean stuckNow = loops.stream().anyMatch(loop -> loop.missed >= MAX_MISSED);
        if (stuckNow && !stuck) {
            LOG.error("an event loop of the API has run no task for ten seconds: the process is not live");
        }
        stuck = stuckNow;
    }

    /** Whether an event loop missed ten turns in a row. */
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

        void turn() {
            if (!ran) {
                missed++;
                return;
            }
            missed = 0;
            ran = false;
            try {
                executor.execute(() -> ran = true);
            } catch (RejectedExecutionException e) {
                // The event loop has ended: it stays stuck.
            }
        }
    }
}
