package dev.otagate.store;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Batches that failed and are sent again as they are: at once, or after a delay. Confined to one event loop. */
final class RetryQueue {
    private final LinkedList<List<PendingCommand>> ready = new LinkedList<>();
    private final List<Delayed> delayed = new ArrayList<>();

    private record Delayed(List<PendingCommand> batch, long dueNanos) {}

    /** Sent before all others. */
    void addFirst(List<PendingCommand> batch) {
        ready.addFirst(batch);
    }

    /** Sent not before {@code dueNanos}. */
    void delay(List<PendingCommand> batch, long dueNanos) {
        delayed.add(new Delayed(batch, dueNanos));
    }

    /** Makes those ready that have waited long enough. */
    void release(long nowNanos) {
        for (Iterator<Delayed> all = delayed.iterator(); all.hasNext(); ) {
            Delayed next = all.next();
            if (nowNanos - next.dueNanos() >= 0) {
                all.remove();
                ready.addLast(next.batch());
            }
        }
    }

    /** The next batch without the commands that nobody waits for, empty if there is none. */
    List<PendingCommand> next(Predicate<PendingCommand> isInTime) {
        while (!ready.isEmpty()) {
            List<PendingCommand> batch =
                    ready.removeFirst().stream().filter(isInTime).toList();
            if (!batch.isEmpty()) {
                return batch;
            }
        }
        return List.of();
    }

    /** How many commands can be sent now. */
    int ready() {
        return ready.stream().mapToInt(List::size).sum();
    }

    /** How many commands wait in all. */
    int size() {
        return ready() + delayed.stream().mapToInt(wait -> wait.batch().size()).sum();
    }

    /** The time until the next delay ends, not negative. */
    OptionalLong delayNanos(long nowNanos) {
        return delayed.stream()
                .mapToLong(wait -> Math.max(0, wait.dueNanos() - nowNanos))
                .min();
    }

    /** Drops the commands that nobody waits for. */
    void expire(Predicate<PendingCommand> isInTime) {
        ready.replaceAll(batch -> batch.stream().filter(isInTime).toList());
        delayed.replaceAll(
                wait -> new Delayed(wait.batch().stream().filter(isInTime).toList(), wait.dueNanos()));
    }

    /** Hands over all commands and keeps none. */
    void drain(Consumer<PendingCommand> taker) {
        ready.forEach(batch -> batch.forEach(taker));
        ready.clear();
        delayed.forEach(wait -> wait.batch().forEach(taker));
        delayed.clear();
    }
}
