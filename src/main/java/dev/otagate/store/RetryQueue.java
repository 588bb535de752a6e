package dev.otagate.store;

import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Batches that failed and are sent again unchanged: at once, or after a delay. Confined to one event loop. */
final class RetryQueue {
    private final LinkedList<List<PendingCommand>> ready = new LinkedList<>();
    private final List<Delayed> delayed = new ArrayList<>();

    private record Delayed(List<PendingCommand> batch, long dueNanos) {}

    void addFirst(List<PendingCommand> batch) {
        ready.addFirst(batch);
    }

    /** Adds a batch that is not sent before {@code dueNanos}. */
    void delay(List<PendingCommand> batch, long dueNanos) {
        delayed.add(new Delayed(batch, dueNanos));
    }

    /** Makes the batches ready whose delay has ended. */
    void release(long nowNanos) {
        delayed.removeIf(wait -> {
            boolean due = nowNanos - wait.dueNanos() >= 0;
            if (due) {
                ready.addLast(wait.batch());
            }
            return due;
        });
    }

    /** The next batch, without the commands for which {@code dropped} holds; empty if there is none. */
    List<PendingCommand> next(Predicate<PendingCommand> dropped) {
        while (!ready.isEmpty()) {
            List<PendingCommand> batch = without(dropped).apply(ready.removeFirst());
            if (!batch.isEmpty()) {
                return batch;
            }
        }
        return List.of();
    }

    /** The number of commands that can be sent now. */
    int ready() {
        return ready.stream().mapToInt(List::size).sum();
    }

    int size() {
        return ready() + delayed.stream().mapToInt(wait -> wait.batch().size()).sum();
    }

    /** The time until the next delay ends, not negative. */
    OptionalLong delayNanos(long nowNanos) {
        return delayed.stream()
                .mapToLong(wait -> Math.max(0, wait.dueNanos() - nowNanos))
                .min();
    }

    /** Removes the commands for which {@code dropped} holds. */
    void removeIf(Predicate<PendingCommand> dropped) {
        ready.replaceAll(without(dropped));
        delayed.replaceAll(wait -> new Delayed(without(dropped).apply(wait.batch()), wait.dueNanos()));
    }

    private static UnaryOperator<List<PendingCommand>> without(Predicate<PendingCommand> dropped) {
        return batch -> batch.stream().filter(dropped.negate()).toList();
    }
}
