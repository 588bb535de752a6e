package dev.otagate.store;

import io.vertx.core.Future;
import java.util.List;

/** Runs one statement for a batch. */
interface BatchExecutor {
    boolean isReady();

    /** One result a command, in the order of the batch, after the commit; fails if the statement does. */
    Future<List<CommandResult>> execute(StoreStatement statement, List<PendingCommand> batch);
}
