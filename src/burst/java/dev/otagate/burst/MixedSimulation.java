package dev.otagate.burst;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.randomSwitch;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.Choice;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.util.concurrent.ThreadLocalRandom;

/** Reads and writes, on modules of a dozen names, so that clients meet each other. */
public final class MixedSimulation extends BurstSimulation {
    private static final int NAMES = 12;

    /** Makes the products. */
    public MixedSimulation() {
        super(BurstSettings::products);
        run(scenario("mixed")
                .exec(randomSwitch()
                        .on(
                                weigh(
                                        60,
                                        request(
                                                "list",
                                                session -> ApiRequest.of("ListOTAModuleByProduct", anyProduct()))),
                                weigh(20, onModule("create", "CreateOTAModule", NAME_TAKEN, PRODUCT_FULL)),
                                weigh(10, onModule("update", "UpdateOTAModule", NO_SUCH_MODULE)),
                                weigh(10, onModule("delete", "DeleteOTAModule", NO_SUCH_MODULE))))
                .injectOpen(constantUsersPerSec(settings.rate())
                        .during(settings.seconds())
                        .randomized()));
    }

    private HttpRequestActionBuilder onModule(String name, String action, String... expected) {
        return request(
                name,
                session -> ApiRequest.of(
                                action,
                                anyProduct(),
                                "m" + ThreadLocalRandom.current().nextInt(NAMES))
                        .with("Desc", "a burst's"),
                expected);
    }

    private static Choice.WithWeight weigh(double percent, HttpRequestActionBuilder request) {
        return new Choice.WithWeight(percent, exec(request));
    }
}
