package dev.otagate.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A batch that takes commands of one statement, each nonce and each idempotency key once, up to a limit. */
final class Batch {
    private final List<PendingCommand> commands = new ArrayList<>();
    private final Set<UUID> keys = new HashSet<>();
    private int limit;

    Batch(int limit) {
        this.limit = limit;
    }

    /** Adds a command if it fits; returns whether it did. */
    boolean add(PendingCommand pending) {
        StoreStatement statement = pending.statement();
        if (isFull()
                || !commands.isEmpty() && statement != commands.get(0).statement()
                || !addKeys(pending.command())) {
            return false;
        }
        commands.add(pending);
        limit = Math.min(limit, statement.maxBatch());
        return true;
    }

    // A nonce and an idempotency key are used by one command of a batch; the next batch sees its outcome.
    private boolean addKeys(StoreCommand command) {
        UUID idempotencyKey = command.idempotencyKey().map(IdempotencyKey::key).orElse(command.nonceHash());
        if (keys.contains(command.nonceHash()) || keys.contains(idempotencyKey)) {
            return false;
        }
        keys.add(command.nonceHash());
        keys.add(idempotencyKey);
        return true;
    }

    boolean isFull() {
        return commands.size() >= limit;
    }

    List<PendingCommand> commands() {
        return commands;
    }
}
