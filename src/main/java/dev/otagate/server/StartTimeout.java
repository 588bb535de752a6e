package dev.otagate.server;

import dev.otagate.config.ConfigException;
import dev.otagate.database.Diagnosis;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the steps of a start that need the database; not on an event loop. */
record StartTimeout(Duration patience) {
    private static final Logger LOG = LoggerFactory.getLogger(StartTimeout.class);
    private static final long RETRY_MS = 200;
    // One attempt has that long, however short the patience is.
    private static final long SHORTEST_ATTEMPT_MS = 5_000;

    /**
     * The result of a step, which is tried until it succeeds or the patience ends. Fails at once, with what the step failed with, if
     * that says that a setting is wrong.
     *
     * @param step what it is, for the message
     */
    <T> T await(String step, Supplier<Future<T>> attempt) {
        long deadline = System.nanoTime() + patience.toNanos();
        String logged = "";
        while (true) {
            try {
                return Futures.await(attempt.get(), Math.max(SHORTEST_ATTEMPT_MS, remainingMs(deadline)));
            } catch (ConfigException e) {
                throw e;
            } catch (RuntimeException e) {
                String cause = Diagnosis.of(e);
                if (remainingMs(deadline) <= 0 || isFinal(e)) {
                    throw new ConfigException("the start failed at " + step + " after database.startPatienceMs of "
                            + patience.toMillis() + " ms: " + cause);
                }
                if (!cause.equals(logged)) {
                    LOG.atWarn()
                            .addKeyValue("step", step)
                            .addKeyValue("cause", cause)
                            .log("the start waits");
                    logged = cause;
                }
                Futures.pause(RETRY_MS);
            }
        }
    }

    // A wrong login, an unknown database, a missing right or table: waiting does not mend them.
    private static boolean isFinal(RuntimeException failure) {
        return Diagnosis.sqlState(failure)
                .filter(state -> state.startsWith("28") || state.startsWith("3D") || state.startsWith("42"))
                .isPresent();
    }

    private static long remainingMs(long deadline) {
        return (deadline - System.nanoTime()) / 1_000_000;
    }
}
