package dev.otagate.burst;

import static io.gatling.javaapi.core.CoreDsl.constantConcurrentUsers;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.scenario;

/**
 * Requests that are rejected before the store, as fast as they go: shows what the load generator itself costs, and the rate that it
 * cannot exceed.
 */
public final class OverheadSimulation extends BurstSimulation {
    private static final int REQUESTS_A_CLIENT = 100;

    /** Needs no product. */
    public OverheadSimulation() {
        super(settings -> 0);
        run(scenario("overhead")
                .exec(repeat(REQUESTS_A_CLIENT)
                        .on(request(
                                "rejected",
                                session -> ApiRequest.of("CreateOTAModule", "a1", "!"),
                                "iot.ota.InvalidFormattedModuleName")))
                .injectClosed(constantConcurrentUsers(settings.users()).during(settings.seconds())));
    }
}
