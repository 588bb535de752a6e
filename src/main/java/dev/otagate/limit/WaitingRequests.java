package dev.otagate.limit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/** The requests of one account that wait for permits, the oldest first. Not thread-safe. */
final class WaitingRequests {
    private static final int MAX_WAITING = 4_096;

    private final Semaphore room;
    private final Deque<Request> queue = new ArrayDeque<>();

    /**
     * A request that waits.
     *
     * @param permits how many it needs
     * @param permit completed by a lease, by the end of the account's queue, or by the caller's deadline: whichever is first
     */
    record Request(int permits, CompletableFuture<Permit> permit) {}

    /** @param room bounds the waiting requests of all accounts together */
    WaitingRequests(Semaphore room) {
        this.room = room;
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    Optional<CompletableFuture<Permit>> add(int permits) {
        if (queue.size() >= MAX_WAITING || !room.tryAcquire()) {
            return Optional.empty();
        }
        Request request = new Request(permits, new CompletableFuture<>());
        queue.add(request);
        return Optional.of(request.permit());
    }

    /** Removes the oldest request if {@code available} permits are enough for it; {@code null} otherwise. */
    Request poll(int available) {
        if (queue.isEmpty() || queue.peek().permits() > available) {
            return null;
        }
        room.release();
        return queue.remove();
    }

    int permits() {
        return queue.stream().mapToInt(Request::permits).sum();
    }

    /** Removes requests whose caller reached its deadline. */
    void removeCancelled() {
        int before = queue.size();
        queue.removeIf(request -> request.permit().isDone());
        room.release(before - queue.size());
    }

    List<Request> removeAll() {
        List<Request> removed = List.copyOf(queue);
        room.release(queue.size());
        queue.clear();
        return removed;
    }
}
