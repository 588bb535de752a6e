package dev.otagate.store;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/**
 * Commands that wait, by account. The account that was served least by weight is next, so that no account waits behind the
 * others' many or heavy commands (start-time fair queueing). Confined to one event loop.
 */
final class FairQueue {
    private static final Comparator<Cursor> LEAST_SERVED = Comparator.<Cursor>comparingLong(
                    cursor -> cursor.flow.served)
            .thenComparingLong(cursor -> cursor.flow.number);

    private final long limit;
    private final int maxInFlight;
    private final Map<Long, Flow> flows = new LinkedHashMap<>();
    private long lastFlow;
    private long takes;
    private long virtualTime;
    private long weight;
    private int size;

    /**
     * @param limit on the sum of the weights
     * @param maxInFlight the most commands of an account at the database at once, see {@link #begin}
     */
    FairQueue(long limit, int maxInFlight) {
        this.limit = limit;
        this.maxInFlight = maxInFlight;
    }

    /**
     * Adds a command, unless its account has more in the queue than is left for others: one account can fill half of the queue, and
     * there is always room for another account.
     */
    boolean offer(PendingCommand pending) {
        Flow flow = flow(pending);
        boolean accepted = flow.weight < limit - weight;
        if (accepted) {
            flow.waiting.addLast(pending);
            count(flow, pending, 1);
        }
        return accepted;
    }

    /** Puts a command in front of its account's others. No limit applies, as it was accepted before. */
    void addFirst(PendingCommand pending) {
        Flow flow = flow(pending);
        flow.waiting.addFirst(pending);
        count(flow, pending, 1);
    }

    /** Takes commands for one batch, in turn from the accounts, as {@code batch} accepts them; removes those for which {@code dropped} holds. */
    List<PendingCommand> take(Predicate<PendingCommand> dropped, Batch batch) {
        takes++;
        flows.values().removeIf(flow -> flow.waiting.isEmpty() && flow.inFlight == 0 && flow.lastTake < takes - 1);
        PriorityQueue<Cursor> cursors = new PriorityQueue<>(LEAST_SERVED);
        flows.values().stream()
                .filter(flow -> flow.inFlight < maxInFlight)
                .forEach(flow -> cursors.add(new Cursor(flow, flow.waiting.iterator())));
        while (!cursors.isEmpty() && !batch.isFull()) {
            Cursor cursor = cursors.poll();
            if (takeOne(cursor, dropped, batch)) {
                cursors.add(cursor);
            }
        }
        return batch.commands();
    }

    private boolean takeOne(Cursor cursor, Predicate<PendingCommand> dropped, Batch batch) {
        while (cursor.rest.hasNext()) {
            PendingCommand pending = cursor.rest.next();
            boolean late = dropped.test(pending);
            boolean taken = !late && batch.add(pending);
            if (late || taken) {
                cursor.rest.remove();
                count(cursor.flow, pending, -1);
            }
            if (taken) {
                virtualTime = Math.max(virtualTime, cursor.flow.served);
                cursor.flow.lastTake = takes;
                cursor.flow.served += pending.command().weight();
                return true;
            }
        }
        return false;
    }

    /** Counts the commands of a batch as sent to the database, until {@link #end}. */
    void begin(List<PendingCommand> batch) {
        batch.forEach(pending -> flow(pending).inFlight++);
    }

    void end(List<PendingCommand> batch) {
        batch.forEach(pending -> flow(pending).inFlight--);
    }

    /** Removes the commands for which {@code condition} holds. */
    void removeIf(Predicate<PendingCommand> condition) {
        for (Flow flow : flows.values()) {
            flow.waiting.removeIf(pending -> {
                boolean removed = condition.test(pending);
                if (removed) {
                    count(flow, pending, -1);
                }
                return removed;
            });
        }
    }

    int size() {
        return size;
    }

    private Flow flow(PendingCommand pending) {
        return flows.computeIfAbsent(
                pending.command().accountId(), account -> new Flow(lastFlow++, virtualTime, takes));
    }

    private void count(Flow flow, PendingCommand pending, int sign) {
        size += sign;
        weight += (long) sign * pending.command().weight();
        flow.weight += (long) sign * pending.command().weight();
    }

    /** The commands of one account, and how much of it was served; kept for one batch after its last command. */
    private static final class Flow {
        private final Deque<PendingCommand> waiting = new ArrayDeque<>();
        private final long number;
        private long served;
        private long weight;
        private int inFlight;
        private long lastTake;

        Flow(long number, long served, long lastTake) {
            this.number = number;
            this.served = served;
            this.lastTake = lastTake;
        }
    }

    /** The commands of an account that were not offered to this batch yet. */
    private record Cursor(Flow flow, Iterator<PendingCommand> rest) {}
}
