package dev.otagate.management;

/** The phase of the gateway's life cycle. Thread-safe. */
public final class Readiness {
    public enum Phase {
        /** The database starts or is migrated. */
        STARTING,
        /** Requests are served. */
        SERVING,
        /** Requests are still served, but the load balancer must send no new ones. */
        DRAINING
    }

    private volatile Phase phase = Phase.STARTING;

    public Phase phase() {
        return phase;
    }

    public void enter(Phase next) {
        phase = next;
    }
}
