package dev.otagate.server;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How to stop the parts of a gateway that were started. Thread-safe. */
final class StopSequence {
    private static final Logger LOG = LoggerFactory.getLogger(StopSequence.class);

    private final Deque<Runnable> stops = new ConcurrentLinkedDeque<>();

    /** A part was started; {@code stop} is run before those of all earlier parts. */
    void add(Runnable stop) {
        stops.push(stop);
    }

    void run() {
        stops.forEach(stop -> {
            try {
                stop.run();
            } catch (RuntimeException e) {
                LOG.atError().addKeyValue("cause", e.getMessage()).log("a part of the gateway did not stop");
            }
        });
    }
}
