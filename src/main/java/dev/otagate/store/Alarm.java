package dev.otagate.store;

/** Calls its owner back once. */
interface Alarm {
    /** The owner is called within this time, or sooner if an earlier call is pending. */
    void within(long delayNanos);
}
