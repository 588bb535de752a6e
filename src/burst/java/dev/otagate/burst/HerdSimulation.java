package dev.otagate.burst;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** All clients at once create a module of one product: ten of them must succeed, and all others be told that it is full. */
public final class HerdSimulation extends BurstSimulation {
    private static final int MOST_MODULES = 10;

    private final AtomicInteger next = new AtomicInteger();
    private final LongAdder acknowledged = new LongAdder();

    /** Makes the one product. */
    public HerdSimulation() {
        super(settings -> 1);
        int places = Math.min(MOST_MODULES, settings.users());
        run(
                scenario("herd")
                        .exec(request(
                                        "create",
                                        session -> ApiRequest.of(
                                                "CreateOTAModule", products.get(0), "m" + next.getAndIncrement()),
                                        PRODUCT_FULL)
                                .check(jsonPath("$.success").transform(this::acknowledge)))
                        .injectOpen(atOnceUsers(settings.users()))
                        .andThen(scenario("count")
                                .exec(signed(
                                                "modules afterwards",
                                                session -> ApiRequest.of("ListOTAModuleByProduct", products.get(0)))
                                        .check(jsonPath("$.data[*]").count().is(places))
                                        .check(jsonPath("$.data[*]").count().is(session -> acknowledged.intValue())))
                                .injectOpen(atOnceUsers(1))),
                allRight("create"),
                allRight("modules afterwards"));
    }

    private String acknowledge(String success) {
        if (success.equals("true")) {
            acknowledged.increment();
        }
        return success;
    }
}
