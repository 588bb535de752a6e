package dev.otagate.store;

import io.vertx.core.Future;
import java.util.List;

/** Runs one statement for a batch. */
interface BatchExecutor {
    /** Whether a statement can be sent now. */
    boolean isReady();

    /** One outcome a command, in the batch's order, after the commit; fails where the statement does. */
    Future<List<Outcome>> execute(StoreStatement statement, List<PendingCommand> batch);
}
