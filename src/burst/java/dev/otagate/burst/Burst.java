package dev.otagate.burst;

import io.gatling.app.Gatling;

/** Looks whether the gateway answers to the key, then runs Gatling, which ends the process. */
public final class Burst {
    private Burst() {}

    /** @param arguments of Gatling */
    public static void main(String[] arguments) {
        try {
            new Products(BurstSettings.fromProperties()).query();
        } catch (IllegalStateException e) {
            System.err.println("burst.sh: " + e.getMessage());
            System.exit(1);
        }
        Gatling.main(arguments);
    }
}
