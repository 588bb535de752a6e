package dev.otagate.burst;

import io.gatling.app.Gatling;
import java.util.Map;

/** Checks that the gateway accepts the key, then runs Gatling, which ends the process. */
public final class Burst {
    private Burst() {}

    /** @param arguments of Gatling */
    public static void main(String[] arguments) {
        try {
            new ApiClient(BurstSettings.fromProperties())
                    .call(new ApiRequest(Map.of("Action", "QueryProductList", "CurrentPage", "1", "PageSize", "1")));
        } catch (IllegalStateException e) {
            System.err.println("burst.sh: " + e.getMessage());
            System.exit(1);
        }
        Gatling.main(arguments);
    }
}
