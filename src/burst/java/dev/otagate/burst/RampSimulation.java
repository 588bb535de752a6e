package dev.otagate.burst;

import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import java.util.concurrent.atomic.AtomicInteger;

/** A provisioning line that speeds up: from one module a second to the full rate, ten modules a product. */
public final class RampSimulation extends BurstSimulation {
    private static final int MODULES_A_PRODUCT = 10;

    private final AtomicInteger next = new AtomicInteger();

    /** Makes as many products as the modules need. */
    public RampSimulation() {
        super(settings -> (int) (settings.rate() * settings.seconds() / 2 / MODULES_A_PRODUCT) + 2);
        run(scenario("provisioning ramp")
                .exec(request("create", session -> nextModule()))
                .injectOpen(rampUsersPerSec(1).to(settings.rate()).during(settings.seconds())));
    }

    // Products in turn, so that those of one product are far apart.
    private ApiRequest nextModule() {
        int module = next.getAndIncrement();
        return ApiRequest.of("CreateOTAModule", products.get(module % products.size()), "m" + module / products.size());
    }
}
