package dev.otagate.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A batch in the making: commands of one statement, each nonce and each retry key once, up to a limit. */
final class Batch {
    private final List<PendingCommand> commands = new ArrayList<>();
    private final Set<UUID> keys = new HashSet<>();
    private int limit;

    Batch(int limit) {
        this.limit = limit;
    }

    /** Whether the command fits, and is in the batch now. */
    boolean add(PendingCommand pending) {
        StoreStatement statement = pending.command().statement();
        if (isFull()
                || !commands.isEmpty() && statement != commands.get(0).command().statement()
                || !addKeys(pending.command())) {
            return false;
        }
        commands.add(pending);
        limit = Math.min(limit, statement.maxBatch());
        return true;
    }

    // A nonce and a retry key are used by one command of a batch; the next batch sees what became of it.
    private boolean addKeys(StoreCommand command) {
        UUID retryKey = command.retryKey().map(RetryKey::key).orElse(command.nonceHash());
        if (keys.contains(command.nonceHash()) || keys.contains(retryKey)) {
            return false;
        }
        keys.add(command.nonceHash());
        keys.add(retryKey);
        return true;
    }

    boolean isFull() {
        return commands.size() >= limit;
    }

    List<PendingCommand> commands() {
        return commands;
    }
}
