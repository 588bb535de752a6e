package dev.otagate.management;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.healthchecks.CheckResult;
import io.vertx.ext.healthchecks.HealthChecks;

/** Runs health checks and returns their results as a page: status 200 if all succeed, 503 otherwise. */
final class Health {
    private final Context context;
    private final String instanceId;
    private final HealthChecks checks;

    Health(Vertx vertx, String instanceId, HealthChecks checks) {
        this.context = vertx.getOrCreateContext();
        this.instanceId = instanceId;
        this.checks = checks;
    }

    // A check may complete on another thread.
    Future<Page> page() {
        Promise<Page> page = Promise.promise();
        checks.checkStatus().onComplete(result -> context.runOnContext(v -> page.handle(result.map(this::report))));
        return page.future();
    }

    private Page report(CheckResult result) {
        return Page.json(CheckResult.isUp(result) ? 200 : 503, result.toJson().put("instanceId", instanceId));
    }
}
