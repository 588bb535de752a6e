package dev.otagate.burst;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.randomSwitch;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Choice;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that give up on every other request after a few milliseconds and send it again with the same ClientToken. Each module
 * must be there exactly once afterwards, and each retry be answered with success.
 */
public final class FlakySimulation extends BurstSimulation {
    private static final int MODULES = 10;
    private static final Duration PATIENCE = Duration.ofMillis(2);

    private final AtomicInteger next = new AtomicInteger();

    /** Makes a product for each client. */
    public FlakySimulation() {
        super(settings -> (int) (settings.rate() * settings.seconds()) + 2);
        run(
                scenario("flaky clients")
                        .exec(session -> session.set("product", products.get(next.getAndIncrement())))
                        .exec(repeat(MODULES, "module").on(createOnce()))
                        .exec(signed(
                                        "modules afterwards",
                                        session -> ApiRequest.of("ListOTAModuleByProduct", product(session)))
                                .check(jsonPath("$.data[*]").count().is(MODULES)))
                        .injectOpen(constantUsersPerSec(settings.rate()).during(settings.seconds())),
                allRight("modules afterwards"));
    }

    // What was given up is silent: it is the client's fault, and not to count as the gateway's.
    private ChainBuilder createOnce() {
        ChainBuilder giveUp = exec(signed("create, given up", this::module)
                .requestTimeout(PATIENCE)
                .silent());
        return exec(session -> session.set("token", UUID.randomUUID().toString()))
                .exec(randomSwitch().on(new Choice.WithWeight(50, giveUp)))
                .exec(request("create, or once more", this::module));
    }

    private ApiRequest module(Session session) {
        return ApiRequest.of("CreateOTAModule", product(session), "m" + session.getInt("module"))
                .with("ClientToken", session.getString("token"));
    }

    private static String product(Session session) {
        return session.getString("product");
    }
}
