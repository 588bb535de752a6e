package dev.otagate.burst;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.Session;
import java.util.UUID;

/** A steady rate for a long time. Each client creates a module, lists and deletes it, so that the data does not grow. */
public final class SoakSimulation extends BurstSimulation {
    /** Makes the products. */
    public SoakSimulation() {
        super(BurstSettings::products);
        run(scenario("soak")
                .exec(session -> session.set("product", anyProduct())
                        .set("module", UUID.randomUUID().toString()))
                .exec(request("create", session -> module("CreateOTAModule", session), PRODUCT_FULL))
                .exec(request("list", session -> ApiRequest.of("ListOTAModuleByProduct", session.getString("product"))))
                .exec(request("delete", session -> module("DeleteOTAModule", session), NO_SUCH_MODULE))
                .injectOpen(constantUsersPerSec(settings.rate() / 3).during(settings.seconds())));
    }

    private static ApiRequest module(String action, Session session) {
        return ApiRequest.of(action, session.getString("product"), session.getString("module"));
    }
}
