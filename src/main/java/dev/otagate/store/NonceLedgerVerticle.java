package dev.otagate.store;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the database empty the nonce ledger's oldest partition in time; one node of many does it, the others are told no. */
public final class NonceLedgerVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(NonceLedgerVerticle.class);
    private static final long INTERVAL_MS = 10_000;

    private final Pool pool;

    /** Upkeep over a connection of {@code pool}. */
    public NonceLedgerVerticle(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(0, INTERVAL_MS, timer -> recycle());
        return Future.succeededFuture();
    }

    private void recycle() {
        pool.query("SELECT recycle_nonce_ledger()")
                .execute()
                .onSuccess(rows -> {
                    if (rows.iterator().next().getBoolean(0)) {
                        LOG.info("emptied the nonce ledger's oldest partition");
                    }
                })
                .onFailure(cause ->
                        LOG.atWarn().addKeyValue("cause", cause.getMessage()).log("cannot recycle the nonce ledger"));
    }
}
