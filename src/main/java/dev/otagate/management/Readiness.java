package dev.otagate.management;

import java.util.concurrent.atomic.AtomicReference;

/** In which phase of its life the gateway is. Thread-safe. */
public final class Readiness {
    /** The phases, in their order. */
    public enum Phase {
        /** The database is being started or migrated. */
        STARTING,
        /** Requests are served. */
        SERVING,
        /** Requests are still served, but the load balancer is to send no more. */
        DRAINING
    }

    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.STARTING);

    /** The phase right now. */
    public Phase phase() {
        return phase.get();
    }

    /** Begins a phase. */
    public void enter(Phase next) {
        phase.set(next);
    }
}
