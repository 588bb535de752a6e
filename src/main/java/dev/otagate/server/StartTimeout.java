package dev.otagate.server;

import dev.otagate.config.ConfigException;
import dev.otagate.database.Diagnosis;
import dev.otagate.database.Pause;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the steps of a start that need the database; not on an event loop. */
record StartTimeout(Duration timeout) {
    private static final Logger LOG = LoggerFactory.getLogger(StartTimeout.class);
    private static final long RETRY_MS = 200;
    // The least timeout of one attempt.
    private static final long MIN_ATTEMPT_MS = 5_000;

    /** Runs a step until it succeeds. Throws {@link ConfigException} at the timeout, and at once if waiting cannot help. */
    <T> T await(String step, Supplier<Future<T>> attempt) {
        long deadline = System.nanoTime() + timeout.toNanos();
        String logged = "";
        while (true) {
            try {
                return Futures.await(attempt.get(), Math.max(MIN_ATTEMPT_MS, remainingMs(deadline)));
            } catch (ConfigException e) {
                throw e;
            } catch (RuntimeException e) {
                String cause = Diagnosis.of(e);
                if (remainingMs(deadline) <= 0 || Diagnosis.isFinal(e)) {
                    throw new ConfigException("the start failed at " + step + " after database.startPatienceMs of "
                            + timeout.toMillis() + " ms: " + cause);
                }
                if (!cause.equals(logged)) {
                    LOG.atWarn()
                            .addKeyValue("step", step)
                            .addKeyValue("cause", cause)
                            .log("waiting for the database");
                    logged = cause;
                }
                Pause.millis(RETRY_MS);
            }
        }
    }

    private static long remainingMs(long deadline) {
        return (deadline - System.nanoTime()) / 1_000_000;
    }
}
