package dev.otagate.store;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** A database that responds when a test says so. */
final class FakeDatabase implements BatchExecutor {
    final List<List<PendingCommand>> batches = new ArrayList<>();
    private final List<StoreStatement> statements = new ArrayList<>();
    final Deque<Promise<List<CommandResult>>> inFlight = new ArrayDeque<>();
    boolean ready = true;

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public Future<List<CommandResult>> execute(StoreStatement statement, List<PendingCommand> batch) {
        batches.add(batch);
        statements.add(statement);
        Promise<List<CommandResult>> promise = Promise.promise();
        inFlight.add(promise);
        return promise.future();
    }

    List<PendingCommand> last() {
        return batches.get(batches.size() - 1);
    }

    List<StoreStatement> statements() {
        return statements;
    }

    List<Integer> batchSizes() {
        return batches.stream().map(List::size).toList();
    }

    void respondToAll() {
        respondToAll(Outcome.DONE);
    }

    void respondToAll(CommandResult result) {
        inFlight.remove().complete(Collections.nCopies(last().size(), result));
    }

    void fail(Throwable cause) {
        inFlight.remove().fail(cause);
    }
}
