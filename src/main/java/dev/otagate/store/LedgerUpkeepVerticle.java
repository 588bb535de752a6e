package dev.otagate.store;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the database empty the oldest partitions of the nonce ledger and of the kept answers in time; one node of many does it,
 * the others are told no.
 */
public final class LedgerUpkeepVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerUpkeepVerticle.class);
    private static final long INTERVAL_MS = 10_000;
    private static final List<String> RECYCLERS = List.of("recycle_nonce_ledger", "recycle_kept_answers");

    private final Pool pool;

    /** Upkeep over a connection of {@code pool}. */
    public LedgerUpkeepVerticle(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(0, INTERVAL_MS, timer -> RECYCLERS.forEach(this::recycle));
        return Future.succeededFuture();
    }

    private void recycle(String function) {
        pool.query("SELECT " + function + "()")
                .execute()
                .onSuccess(rows -> {
                    if (rows.iterator().next().getBoolean(0)) {
                        LOG.atInfo().addKeyValue("by", function).log("emptied the oldest partition of a ledger");
                    }
                })
                .onFailure(cause -> LOG.atWarn()
                        .addKeyValue("by", function)
                        .addKeyValue("cause", cause.getMessage())
                        .log("cannot empty the oldest partition of a ledger"));
    }
}
