package dev.otagate.store;

import dev.otagate.database.Diagnosis;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Maintenance: rotates the partitions of the nonce ledger and of the idempotency records, on one node at a time; and, after a
 * failed write, probes whether the database accepts writes again.
 */
public final class MaintenanceVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(MaintenanceVerticle.class);
    private static final long ROTATION_INTERVAL_MS = 10_000;
    private static final long PROBE_INTERVAL_MS = 500;
    private static final long PROBE_TIMEOUT_MS = 5_000;

    private final Pool pool;
    private final StoreHealth health;
    private boolean probing;
    private boolean stopped;

    public MaintenanceVerticle(Pool pool, StoreHealth health) {
        this.pool = pool;
        this.health = health;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(
                0,
                ROTATION_INTERVAL_MS,
                timer -> rotate("rotate_nonce_ledger").onComplete(done -> rotate("rotate_idempotency_records")));
        vertx.setPeriodic(PROBE_INTERVAL_MS, timer -> probe());
        return Future.succeededFuture();
    }

    private Future<?> rotate(String function) {
        return pool.query("SELECT " + function + "()")
                .execute()
                .onSuccess(rows -> {
                    if (rows.iterator().next().getBoolean(0)) {
                        LOG.atInfo().addKeyValue("by", function).log("rotated the partitions of a table");
                    }
                })
                .onFailure(cause -> {
                    if (!stopped) {
                        LOG.atWarn()
                                .addKeyValue("by", function)
                                .addKeyValue("cause", Diagnosis.of(cause))
                                .log("cannot rotate the partitions of a table");
                    }
                });
    }

    /** Statements in progress may fail after this. */
    @Override
    public Future<?> stop() {
        stopped = true;
        return Future.succeededFuture();
    }

    // Clients cannot be the probe: a load balancer sends no requests to a node that is not ready.
    private void probe() {
        if (probing || health.fault().isEmpty()) {
            return;
        }
        probing = true;
        long beganNanos = System.nanoTime();
        pool.query("SELECT probe_writes()")
                .execute()
                .timeout(PROBE_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .onComplete(done -> {
                    probing = false;
                    if (done.failed()) {
                        probeFailed(done.cause());
                    } else if (health.recovered(beganNanos)) {
                        LOG.info("the database can be written again");
                    }
                });
    }

    private void probeFailed(Throwable cause) {
        // Another node's probe has the lock.
        if (!BatchFault.sqlState(cause).equals("55P03")) {
            health.failed(Diagnosis.of(cause));
        }
    }
}
